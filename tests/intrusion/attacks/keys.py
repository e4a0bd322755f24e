"""The log is said to be signed by another key, or to go on under one."""

from __future__ import annotations

from intrusion.attack import attack
from intrusion.intruder import Intruder

from ledger.proof.signer import signer_key
from ledger.proof.vkey import Algorithm, vkey_of


@attack(fsck="key", bundle_by_key="log_signature_missing", bundle="log_signature_missing")
def key_exchanged(intruder: Intruder) -> None:
    """The public key that stands beside the tree is exchanged for one of the intruder's own."""
    own = signer_key(intruder.scene.signer.name, Algorithm.ED25519, bytes(32))
    intruder.runs("UPDATE ledger.trees SET vkey = '{own}'", own=vkey_of(own.verifier))


@attack(
    fsck="key rotation signed",
    sequencer="key_missing",
    bundle_by_key="log_not_trusted",
    bundle="evidence_pending",
)
def rotation_made_up(intruder: Intruder) -> None:
    """The log is said to go on in a second tree, under another origin and the intruder's key."""
    origin = f"{intruder.scene.signer.name}/2"
    own = signer_key(origin, Algorithm.ED25519, bytes(32))
    intruder.runs(
        "INSERT INTO ledger.trees VALUES ('{second}', '{log}', 2, '{own}');"
        "INSERT INTO ledger.tiles SELECT '{second}', level, number, hashes FROM ledger.tiles",
        second=origin,
        own=vkey_of(own.verifier),
    )
    intruder.publishes_as(own)


@attack(bundle_by_key="evidence_pending", bundle="evidence_pending", fsck="signed")
def tree_deleted(intruder: Intruder) -> None:
    """The row that names the log's tree and its key is deleted."""
    intruder.runs("DELETE FROM ledger.trees")
