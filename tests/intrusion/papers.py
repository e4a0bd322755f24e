"""What somebody hands in who holds evidence and receipts, and would have them say something else.

No key is stolen here: a receipt or a bundle that was handed out is cut, patched or mixed with
another one. ``code`` is what verifying it answers with.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeAlias
from uuid import UUID

import msgspec
from intrusion.keepsakes import Kept
from msgspec.structs import replace

from ledger.errors import LedgerError
from ledger.evidence.bundle import Bundle, bundle_bytes, parse_bundle
from ledger.evidence.verifier import verify_evidence
from ledger.proof.checkpoint import Checkpoint, checkpoint_text, parse_checkpoint
from ledger.proof.cosignature import sign_text
from ledger.proof.inclusion import root_by_inclusion
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.policy import Policy
from ledger.proof.receipt import Receipt, parse_receipt, receipt_bytes, verify_receipt
from ledger.proof.signer import signer_key
from ledger.proof.vkey import Algorithm

Forge: TypeAlias = Callable[[Kept], tuple[bytes, bytes]]
"""Returns a leaf and a receipt for it; or nothing and a bundle."""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is handed in, and what is said of it."""

    about: str
    code: str
    forge: Forge

    @property
    def name(self) -> str:
        """Return the name that a test run shows."""
        return self.forge.__name__


def paper(code: str) -> Callable[[Forge], Paper]:
    """Make a paper of a function; its docstring says what is done."""

    def made(forge: Forge) -> Paper:
        about = " ".join((forge.__doc__ or "").split()).rstrip(".")
        return Paper(about=about, code=code, forge=forge)

    return made


def said_of(handed: tuple[bytes, bytes], policy: Policy) -> str:
    """Return the code with which a receipt or a bundle is refused; nothing if it is valid."""
    leaf, octets = handed
    if not leaf:
        failed = verify_evidence(octets, policy).failed
        return failed.reason.code if failed and failed.reason else ""
    try:
        verify_receipt(octets, leaf, policy)
    except LedgerError as refused:
        return refused.code
    return ""


def _patched(kept: Kept, change: Callable[[Receipt], Receipt]) -> tuple[bytes, bytes]:
    leaf, octets = kept.receipts[1]
    return leaf, receipt_bytes(change(parse_receipt(octets)))


def _bundle(kept: Kept, change: Callable[[Bundle], Bundle]) -> tuple[bytes, bytes]:
    return b"", bundle_bytes(change(parse_bundle(kept.bundle)))


def _noted(kept: Kept, act: int) -> Note:
    return parse_note(kept.notes[act])


def _without(bundle: Bundle, version: int) -> Bundle:
    """Return a bundle without an event; the later ones move up."""
    entries = [one for one in bundle.entries if one.version != version]
    numbered = [replace(one, version=number) for number, one in enumerate(entries, start=1)]
    events = (*bundle.events[: version - 1], *bundle.events[version:])
    manifest = replace(bundle.manifest, events=tuple(numbered))
    return replace(bundle, manifest=manifest, events=events)


@paper("inclusion_refuted")
def receipt_of_another_event(kept: Kept) -> tuple[bytes, bytes]:
    """The receipt of one event is shown for another."""
    return kept.receipts[2][0], kept.receipts[1][1]


@paper("inclusion_refuted")
def receipt_at_another_place(kept: Kept) -> tuple[bytes, bytes]:
    """A receipt says that its event stands at another place."""
    return _patched(kept, lambda receipt: replace(receipt, index=receipt.index + 2))


@paper("inclusion_refuted")
def receipt_under_another_head(kept: Kept) -> tuple[bytes, bytes]:
    """A receipt is put under an earlier head of the log."""
    return _patched(kept, lambda receipt: replace(receipt, checkpoint=_noted(kept, 0)))


@paper("quorum_not_met")
def receipt_without_a_witness(kept: Kept) -> tuple[bytes, bytes]:
    """One of the two cosignatures is cut out of a receipt."""

    def cut(receipt: Receipt) -> Receipt:
        note = receipt.checkpoint
        return replace(receipt, checkpoint=Note(note.text, note.signatures[:-1]))

    return _patched(kept, cut)


@paper("signature_invalid")
def receipt_with_an_old_cosignature(kept: Kept) -> tuple[bytes, bytes]:
    """A cosignature of an earlier head is put under the head of a receipt."""

    def patch(receipt: Receipt) -> Receipt:
        own, old = receipt.checkpoint, _noted(kept, 0)
        mixed = Note(own.text, (*own.signatures[:-1], old.signatures[-1]))
        return replace(receipt, checkpoint=mixed)

    return _patched(kept, patch)


@paper("log_signature_missing")
def receipt_of_ones_own_making(kept: Kept) -> tuple[bytes, bytes]:
    """A receipt is made of a tree of one's own, signed with one's own key in the log's name."""
    leaf = kept.receipts[1][0]
    origin = kept.checkpoints[-1].origin
    text = checkpoint_text(Checkpoint(origin, 1, leaf))
    own = signer_key(origin, Algorithm.ED25519, bytes(32))
    return leaf, receipt_bytes(Receipt(0, (), Note(text, (sign_text(text, own),))))


@paper("head_refuted")
def bundle_without_its_end(kept: Kept) -> tuple[bytes, bytes]:
    """The last event is cut off a bundle."""
    return _bundle(kept, lambda bundle: _without(bundle, len(bundle.events)))


@paper("payload_tampered")
def bundle_with_an_event_left_out(kept: Kept) -> tuple[bytes, bytes]:
    """An event is taken out of a bundle, and the later ones are numbered anew."""
    return _bundle(kept, lambda bundle: _without(bundle, 4))


@paper("payload_tampered")
def bundle_with_the_key_of_another_event(kept: Kept) -> tuple[bytes, bytes]:
    """An event is shown with the key of another one, under which it would say something else."""

    def patch(bundle: Bundle) -> Bundle:
        one, other, *rest = bundle.entries
        mixed = (one, replace(other, event_key=one.event_key), *rest)
        return replace(bundle, manifest=replace(bundle.manifest, events=mixed))

    return _bundle(kept, patch)


@paper("inclusion_refuted")
def bundle_with_another_salt(kept: Kept) -> tuple[bytes, bytes]:
    """An event is shown with another salt, so that another opening is claimed for its leaf."""

    def patch(bundle: Bundle) -> Bundle:
        one, *rest = bundle.entries
        salted = (replace(one, salt="00" * 32), *rest)
        return replace(bundle, manifest=replace(bundle.manifest, events=salted))

    return _bundle(kept, patch)


@paper("container_altered")
def bundle_with_something_behind(kept: Kept) -> tuple[bytes, bytes]:
    """Bytes are hung on behind a bundle, where no reader of archives looks."""
    return b"", kept.bundle + b"\0"


@paper("inclusion_refuted")
def bundle_under_an_older_head(kept: Kept) -> tuple[bytes, bytes]:
    """A bundle is put under an earlier head, so that it looks older than it is."""
    return _bundle(kept, lambda bundle: replace(bundle, checkpoint=note_bytes(_noted(kept, 0))))


@paper("payload_tampered")
def bundle_of_two_deals(kept: Kept) -> tuple[bytes, bytes]:
    """The events of one deal are shown as those of another."""
    return _bundle(
        kept, lambda bundle: replace(bundle, manifest=replace(bundle.manifest, stream=UUID(int=9)))
    )


@paper("file_unnamed")
def bundle_with_another_contract(kept: Kept) -> tuple[bytes, bytes]:
    """Another contract is put in the place of the one that was signed, under its own digest."""
    other = b"%PDF-1.7 what was never agreed about bread"

    def patch(bundle: Bundle) -> Bundle:
        manifest = replace(bundle.manifest, files=(sha256(other).hexdigest(),))
        return replace(bundle, manifest=manifest, attached=(other,))

    return _bundle(kept, patch)


@paper("container_altered")
def bundle_with_a_member_twice(kept: Kept) -> tuple[bytes, bytes]:
    """A member is put in twice, so that two unpackers could take two contents."""
    end = kept.bundle.index(b"PK\x03\x04", 4)
    return b"", kept.bundle[:end] + kept.bundle


@paper("log_not_trusted")
def receipt_of_another_log(kept: Kept) -> tuple[bytes, bytes]:
    """A receipt is made by another log, of a tree of the same size with the event at its place."""
    other = signer_key("other.example.org/log", Algorithm.ED25519, bytes(32))

    def patch(receipt: Receipt) -> Receipt:
        head = parse_checkpoint(receipt.checkpoint.text)
        root = root_by_inclusion(kept.receipts[1][0], receipt.index, head.size, receipt.proof)
        text = checkpoint_text(Checkpoint(other.name, head.size, root))
        return replace(receipt, checkpoint=Note(text, (sign_text(text, other),)))

    return _patched(kept, patch)


PAPERS = tuple(held for held in tuple(vars().values()) if isinstance(held, Paper))
