"""What is sealed: payloads, files, and the commitments to their keys."""

from __future__ import annotations

from hashlib import sha256

from intrusion.attack import Taken, attack
from intrusion.intruder import Intruder

from ledger.meta import read_meta

_HEAD = 1 + 16 + 12
"""What stands before the commitment in a sealed payload: form, key's name, nonce."""


@attack(
    reading="payload_tampered",
    writing="payload_tampered",
    repeating="payload_tampered",
    fsck="leaf_hash root tile",
    bundle_by_key="payload_tampered",
    bundle="payload_tampered",
    receipt="another_event",
)
def payload_of_another_version(intruder: Intruder) -> None:
    """An event gets the sealed bytes of an earlier one of its deal."""
    one, other = intruder.of("bread")[:2]
    intruder.puts(other._replace(payload=one.payload))


@attack(
    reading="payload_tampered",
    writing="payload_tampered",
    repeating="payload_tampered",
    fsck="leaf_hash root tile",
    bundle_by_key="payload_tampered",
    bundle="payload_tampered",
    receipt="another_event",
)
def payload_of_another_deal(intruder: Intruder) -> None:
    """An event gets the sealed bytes of the same event of another deal."""
    bread, salt = intruder.of("bread")[1], intruder.of("salt")[1]
    intruder.puts(bread._replace(payload=salt.payload))


@attack(
    reading="payload_malformed",
    writing="payload_malformed",
    repeating="payload_malformed",
    fsck="leaf_hash root tile",
    bundle_by_key="inclusion_refuted",
    bundle="inclusion_refuted",
    receipt="another_event",
)
def clear_in_place_of_sealed(intruder: Intruder) -> None:
    """An event that is sealed is replaced by one in clear, which needs no key to write."""
    row = intruder.of("bread")[1]
    plain = b'{"type":"tally.raised.v1","at":"2026-11-22T12:00:00Z","by":9,"note":""}'
    intruder.puts(row._replace(payload=b"\0" + plain))


@attack(
    reading="payload_tampered",
    writing="payload_tampered",
    repeating="payload_tampered",
    fsck="leaf_hash root tile",
    bundle_by_key="payload_tampered",
    bundle="payload_tampered",
    receipt="another_event",
)
def commitment_to_another_key(intruder: Intruder) -> None:
    """An event commits to another key than the one that opens it, so that it could have two."""
    row = intruder.of("bread")[1]
    other = intruder.of("salt")[1].payload[_HEAD : _HEAD + 32]
    payload = row.payload[:_HEAD] + other + row.payload[_HEAD + 32 :]
    intruder.puts(row._replace(payload=payload))


@attack(reading="blob_tampered", bundle_by_key="blob_tampered", bundle="blob_tampered", fsck="blob")
def file_garbled(intruder: Intruder) -> None:
    """A byte of a stored file is changed."""
    intruder.runs("UPDATE ledger.blobs SET bytes = set_byte(bytes, 70, get_byte(bytes, 70) # 1)")


@attack(reading="blob_unknown", bundle_by_key="blob_unknown", bundle="blob_unknown", fsck="blob")
def file_deleted(intruder: Intruder) -> None:
    """A stored file is deleted."""
    intruder.runs("DELETE FROM ledger.blobs")


@attack(reading="blob_tampered", bundle_by_key="blob_tampered", bundle="blob_tampered", fsck="blob")
def file_truncated(intruder: Intruder) -> None:
    """A stored file is cut short."""
    intruder.runs("UPDATE ledger.blobs SET bytes = substr(bytes, 1, 64)")


@attack(
    Taken.SEQUENCER,
    reading="payload_tampered",
    writing="payload_tampered",
    repeating="payload_tampered",
    witnesses="witness_refused",
    bundle_by_key="payload_tampered",
    bundle="evidence_pending",
    receipt="another_event",
    checkpoint="tree_forked",
    monitor="tree_forked",
)
def two_keys_signed(intruder: Intruder) -> None:
    """An event commits to another key than the one that opens it, and all is signed anew."""
    row = intruder.of("bread")[-1]
    other = intruder.of("salt")[1].payload[_HEAD : _HEAD + 32]
    said = row._replace(payload=row.payload[:_HEAD] + other + row.payload[_HEAD + 32 :])
    intruder.rewrites(lambda rows: [said if one == row else one for one in rows])
    intruder.fells()
    intruder.signs(note_too=True)


@attack(
    Taken.SEQUENCER,
    reading="event_unreadable",
    writing="event_unreadable",
    repeating="event_unreadable",
    witnesses="witness_refused",
    bundle="evidence_pending",
    checkpoint="tree_forked",
    monitor="tree_forked",
)
def unreadable_event_signed(intruder: Intruder) -> None:
    """An event is replaced by one that no program would have written, and all is signed anew."""
    row = intruder.of("rates")[-1]
    twice = row.payload.replace(b'"rate":', b'"rate":"1","rate":')
    said = row._replace(payload=twice)
    intruder.rewrites(lambda rows: [said if one == row else one for one in rows])
    intruder.fells()
    intruder.signs(note_too=True)


@attack(
    reading="blob_unknown",
    fsck="leaf_hash root tile",
    bundle_by_key="blob_unknown",
    bundle="blob_unknown",
    receipt="another_event",
)
def file_and_envelope_changed(intruder: Intruder) -> None:
    """A stored file is exchanged for another one, and the envelope of its event names that one."""
    row = next(one for one in intruder.of("bread") if b'"files":' in one.meta)
    files = read_meta(row.meta).files
    assert files
    named = files[0]
    other = sha256(b"another file").hexdigest()
    intruder.puts(row._replace(meta=row.meta.replace(named.encode(), other.encode())))
    intruder.runs(
        "UPDATE ledger.blobs SET keyed_sha256 = decode('{other}', 'hex'), sha256 = sha256(made),"
        " bytes = made FROM (SELECT set_byte(bytes, 90, get_byte(bytes, 90) # 1) AS made"
        " FROM ledger.blobs) AS m",
        other=other,
    )
