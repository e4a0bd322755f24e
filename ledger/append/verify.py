"""The writer's own look at what was recorded: it trusts its bytes, not the answer."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from ledger.append.request import Request, Stored
from ledger.errors import LedgerError
from ledger.opening import Opening, entry_hash
from ledger.proof.hashing import leaf_hash


def require_leaves(log_id: UUID, request: Request, stored: Stored) -> None:
    """Refuse an answer unless each leaf is the one that follows from what was sent.

    The chain starts from the leaf that the writer read when it decided, so that a stream whose
    past was exchanged meanwhile is noticed too.

    Raises:
        LedgerError: ``leaf_mismatch`` with the position of the first that differs.
    """
    leaves = iter(stored.leaf_hashes)
    position = stored.first_position
    for part in request.parts:
        prev = part.last_leaf
        for version, event in enumerate(part.events, start=part.version + 1):
            prev = leaf_hash(
                entry_hash(
                    Opening(
                        log_id=log_id.bytes,
                        stream_id=part.stream_id,
                        version=version,
                        recorded_at=stored.recorded_at,
                        type=event.type,
                        payload_sha256=sha256(event.payload).digest(),
                        meta_sha256=sha256(event.meta).digest(),
                        prev=prev,
                        salt=event.salt,
                    )
                )
            )
            if next(leaves, b"") != prev:  # one that is not answered is another, too
                raise LedgerError("leaf_mismatch", log_id=str(log_id), position=position)
            position += 1
