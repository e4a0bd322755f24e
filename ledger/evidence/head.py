"""The head that a bundle is proved by: who signed it, and that nothing is later than it."""

from __future__ import annotations

from typing import Final, NoReturn

import msgspec

from ledger.errors import LedgerError
from ledger.evidence.bundle import Bundle
from ledger.evidence.looking import Shown
from ledger.instants import MICROSECONDS
from ledger.proof.checked import CheckedCheckpoint, check_checkpoint
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.note import parse_note
from ledger.proof.policy import Policy

CLOCKS_APART: Final = 60
"""Seconds by which the clock of a log may be ahead of those of witnesses."""


class Witnessed(msgspec.Struct, frozen=True):
    """When a head was seen: in seconds since 1970 UTC, None if nobody outside has seen it.

    ``since`` is when the log was seen with ``earlier`` events only, None where it was not.
    """

    at: int | None
    since: int | None = None
    earlier: int = 0


def no_policy() -> NoReturn:
    """Refuse to go by anything that a bundle says of itself.

    Raises:
        LedgerError: ``policy_missing``.
    """
    raise LedgerError("policy_missing")


def claimed_head(note: bytes) -> Checkpoint | None:
    """Return the head that a note tells of, whoever signed it; nothing if it tells of none."""
    try:
        return parse_checkpoint(parse_note(note).text)
    except LedgerError:
        return None


def signed_head(note: bytes, policy: Policy) -> Shown[CheckedCheckpoint]:
    """The head is signed by a log of the policy.

    Raises:
        LedgerError: as `check_checkpoint`.
    """
    checked = check_checkpoint(parse_note(note), policy)
    head = checked.checkpoint
    facts = {"origin": head.origin, "size": head.size, "log_keys": checked.log_keys}
    return Shown(checked, facts)


def in_time(bundle: Bundle, witnessed: Witnessed) -> Shown[None]:
    """The last event does not say to be of another time than witnesses saw it come.

    Nor does an erasure say to be of a time after they had seen it.

    Raises:
        LedgerError: ``earlier_not_earlier``, ``time_ahead``, ``time_behind``, ``erasure_ahead``.
    """
    last = bundle.entries[-1]
    if witnessed.earlier >= last.position:
        expected, actual = f"< {last.position}", witnessed.earlier
        raise LedgerError(
            "earlier_not_earlier", event=last.version, expected=expected, actual=actual
        )
    claimed, at, since = last.recorded_at, witnessed.at, witnessed.since
    if at is not None and claimed >= (at + CLOCKS_APART) * MICROSECONDS:
        raise LedgerError("time_ahead", event=last.version, expected=at, actual=claimed)
    if since is not None and claimed < (since - CLOCKS_APART) * MICROSECONDS:
        raise LedgerError("time_behind", event=last.version, expected=since, actual=claimed)
    for erasure in bundle.manifest.erasures:
        if at is not None and erasure.recorded_at >= (at + CLOCKS_APART) * MICROSECONDS:
            place, actual = erasure.position, erasure.recorded_at
            raise LedgerError("erasure_ahead", erasure=place, expected=at, actual=actual)
    facts = {"event": last.version, "claimed": claimed, "by": at, "since": since}
    return Shown(None, facts)
