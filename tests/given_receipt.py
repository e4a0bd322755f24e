"""A receipt of an event of a log in memory, signed and witnessed."""

from __future__ import annotations

from hashlib import sha256

from proven import BEGIN, DEAL, LOG, OTHER_DEAL, MadeLog

from ledger.opening import NO_LEAF, Opening, opening_bytes
from ledger.proof.note import parse_note
from ledger.proof.receipt import Receipt
from ledger.proof.signer import SignerKey

TYPE = "deal.opened.v1"


def made_receipt(*witnesses: SignerKey) -> Receipt:
    """Make the receipt of the first event of a deal, with others around it."""
    log = MadeLog()
    log.append(OTHER_DEAL, TYPE, {"title": "other"})
    log.append(DEAL, TYPE, {"title": "ours"})
    log.append(OTHER_DEAL, TYPE, {"title": "more"})
    one = log.kept[1]
    opening = Opening(
        log_id=LOG.bytes,
        stream_id=DEAL.bytes,
        version=1,
        recorded_at=BEGIN + 2,
        type=TYPE,
        payload_sha256=sha256(one.stored.payload).digest(),
        meta_sha256=sha256(one.stored.meta).digest(),
        prev=NO_LEAF,
        salt=bytes.fromhex(one.entry.salt),
    )
    note = parse_note(log.note(*witnesses))
    return Receipt(1, log.proved(one).inclusion, note, opening_bytes(opening))
