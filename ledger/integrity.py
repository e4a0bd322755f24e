"""How far a log is signed, and when each witness saw it last: facts for what is claimed of it.

Nothing is taken from a row that its signature does not bear out, as in `ledger.witnessed`.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

import msgspec

from ledger.errors import LedgerError
from ledger.proof.checked import CheckedCheckpoint, check_checkpoint
from ledger.proof.note import parse_note
from ledger.proof.policy import NO_QUORUM, Log, Policy
from ledger.proof.policy import Witness as Named
from ledger.proof.vkey import parse_vkey
from ledger.rows import Rows

_TREE: Final = b"""
    SELECT origin, vkey FROM ledger.trees WHERE log_id = %b ORDER BY number DESC LIMIT 1
"""
_NEWEST: Final = b"""
    SELECT size, root, signed_at FROM ledger.checkpoints WHERE origin = %b
    ORDER BY size DESC LIMIT 1
"""
_LAST_LINE: Final = b"""
    SELECT c.note, s.line FROM ledger.cosignatures AS s
    JOIN ledger.checkpoints AS c ON c.origin = s.origin AND c.size = s.size
    WHERE s.origin = %b AND s.witness = %b ORDER BY s.size DESC LIMIT 1
"""
_HALTED: Final = b"SELECT code FROM ledger.halted WHERE log_id = %b"


class SignedHead(msgspec.Struct, frozen=True, kw_only=True):
    """The newest head that was signed; ``signed_at`` is in microseconds since 1970 UTC."""

    size: int
    root: bytes
    signed_at: int


class SeenBy(msgspec.Struct, frozen=True, kw_only=True):
    """A witness of the policy, and the last head that it cosigned: None where it never did.

    ``at`` is in seconds since 1970 UTC, by its own clock.
    """

    witness: str
    size: int | None = None
    at: int | None = None


class Integrity(msgspec.Struct, frozen=True, kw_only=True):
    """The tree of a log that grows. Without an ``origin`` nothing was ever signed of it.

    ``halted`` is the code of the alarm for which it is signed no further, empty if there is none.
    """

    origin: str
    head: SignedHead | None
    seen: tuple[SeenBy, ...]
    halted: str


def integrity_of(log_id: UUID, rows: Rows, policy: Policy) -> Integrity:
    """Return how far a log is signed and seen, by the witnesses of ``policy``.

    Raises:
        LedgerError: ``key_malformed``; as `Rows.fetch`.
    """
    halted = rows.fetch(_HALTED, [log_id])
    code = str(halted[0][0]) if halted else ""
    tree = rows.fetch(_TREE, [log_id])
    if not tree:
        unseen = tuple(SeenBy(witness=one.name) for one in policy.witnesses)
        return Integrity(origin="", head=None, seen=unseen, halted=code)
    origin, log = str(tree[0][0]), Log(parse_vkey(str(tree[0][1])))
    return Integrity(
        origin=origin,
        head=_head(rows, origin),
        seen=tuple(_seen(rows, origin, log, one) for one in policy.witnesses),
        halted=code,
    )


def _head(rows: Rows, origin: str) -> SignedHead | None:
    found = rows.fetch(_NEWEST, [origin])
    if not found:
        return None
    size, root, signed_at = found[0]
    return SignedHead(size=int(size), root=bytes(root), signed_at=int(signed_at))


def _seen(rows: Rows, origin: str, log: Log, witness: Named) -> SeenBy:
    """Return the last head that a witness cosigned, if the line says so and its signature holds."""
    lines = rows.fetch(_LAST_LINE, [origin, witness.name])
    checked = _checked(f"{lines[0][0]}{lines[0][1]}".encode(), log, witness) if lines else None
    if checked is None or not checked.cosigned:
        return SeenBy(witness=witness.name)
    at = checked.cosigned[0].at
    return SeenBy(witness=witness.name, size=checked.checkpoint.size, at=at)


def _checked(octets: bytes, log: Log, witness: Named) -> CheckedCheckpoint | None:
    try:
        return check_checkpoint(parse_note(octets), Policy((log,), (witness,), (), NO_QUORUM))
    except LedgerError:
        return None
