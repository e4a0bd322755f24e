"""The head that a bundle is proved by: who signed it, who has seen it, and when."""

from __future__ import annotations

from typing import Final, NoReturn

import msgspec

from ledger.errors import LedgerError
from ledger.evidence.bundle import Bundle
from ledger.evidence.looking import Shown
from ledger.instants import MICROSECONDS
from ledger.proof.checked import CheckedCheckpoint, Cosigned, check_checkpoint
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.note import parse_note
from ledger.proof.policy import NO_QUORUM, Policy, require_quorum

CLOCKS_APART: Final = 60
"""Seconds by which the clock of a log may be ahead of those of witnesses."""


class Witnessed(msgspec.Struct, frozen=True):
    """When a head was seen: in seconds since 1970 UTC, None if nobody outside has seen it."""

    at: int | None


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


def witnessed_head(
    checked: CheckedCheckpoint, policy: Policy, as_of: int | None
) -> Shown[Witnessed]:
    """Enough witnesses of the policy have seen the head, by ``as_of`` if given; and no strangers.

    A stranger's line would be bytes that nobody has verified.

    Raises:
        LedgerError: ``cosignature_unknown``, ``quorum_not_met``.
    """
    for line in checked.ignored:
        raise LedgerError("cosignature_unknown", name=line.name)
    counted = [one for one in checked.cosigned if as_of is None or one.at <= as_of]
    counted.sort(key=lambda one: one.at)
    require_quorum(policy, {one.witness for one in counted})
    facts: dict[str, object] = {
        "witnesses": [{"name": one.witness, "at": one.at} for one in counted],
        "known": len(policy.witnesses),
        "quorum": policy.quorum,
    }
    return Shown(Witnessed(_enough_at(policy, counted)), facts)


def in_time(bundle: Bundle, witnessed: Witnessed) -> Shown[None]:
    """No event says to be later than enough witnesses had seen it.

    Raises:
        LedgerError: ``time_ahead``.
    """
    last = bundle.entries[-1]
    claimed, at = last.recorded_at, witnessed.at
    if at is not None and claimed >= (at + CLOCKS_APART) * MICROSECONDS:
        raise LedgerError("time_ahead", event=last.version, expected=at, actual=claimed)
    return Shown(None, {"event": last.version, "claimed": claimed, "by": at})


def _enough_at(policy: Policy, cosigned: list[Cosigned]) -> int | None:
    """Return the second by which enough had signed: the first of them where none is asked for."""
    seen: set[str] = set()
    for one in cosigned:
        seen.add(one.witness)
        if policy.quorum == NO_QUORUM or policy.is_met(seen):
            return one.at
    return None
