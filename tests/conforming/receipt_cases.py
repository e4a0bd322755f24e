"""Cases of receipts: that one event is in a witnessed tree, in a file of its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from typing import Final
from uuid import UUID

from conforming.case import BOTH, Case
from msgspec.structs import replace
from proven import DEAL, POLICY, Kept, MadeLog, made_log
from proving import CHAMBER, ORIGIN, PARTY, log_key

from ledger.opening import Opening, opening_bytes
from ledger.proof.note import parse_note
from ledger.proof.policy import Log, Policy
from ledger.proof.policy_file import policy_text
from ledger.proof.receipt import Receipt, receipt_bytes
from ledger.proof.signer import SignerKey

_LOG: Final = made_log()
_EVENT: Final = _LOG.kept[2]
"""The deal's second event, at position 3 of 5."""
LEAF: Final = _EVENT.leaf.hex()


def _opening(log: MadeLog, kept: Kept) -> bytes:
    """Return what the leaf of an event is of."""
    return opening_bytes(
        Opening(
            log_id=log.log.bytes,
            stream_id=kept.stream.bytes,
            version=kept.entry.version,
            recorded_at=kept.entry.recorded_at,
            type=kept.entry.type,
            payload_sha256=sha256(kept.stored.payload).digest(),
            meta_sha256=sha256(kept.stored.meta).digest(),
            prev=kept.prev,
            salt=bytes.fromhex(kept.entry.salt),
        )
    )


def _receipt(*witnesses: SignerKey, key: SignerKey | None = None) -> Receipt:
    """Return the receipt of the event, signed and cosigned by these."""
    note = parse_note(_LOG.note(*witnesses, key=key))
    proof = _LOG.proved(_EVENT).inclusion
    return Receipt(_EVENT.position - 1, proof, note, _opening(_LOG, _EVENT))


WHOLE: Final = _receipt(*BOTH)
BARE: Final = replace(WHOLE, extra=b"")
OCTETS: Final = receipt_bytes(WHOLE)
_EXTRA, _INDEX = OCTETS.split(b"\n")[1:3]


def cases() -> Iterator[Case]:
    """Yield the cases of receipts."""
    yield from chain(_holding(), _undecided(), (_of_other_log(),))
    for check, wrong in (
        ("receipt", _misspelled()),
        ("checkpoint", _unsigned()),
        ("event", _of_another()),
        ("inclusion", _elsewhere()),
    ):
        for name, about, octets, leaf in wrong:
            yield _case(f"{name}_fail", about, octets, check=check, leaf=leaf)


def _case(
    name: str,
    about: str,
    receipt: Receipt | bytes,
    check: str = "",
    leaf: str = "",
    policy: Policy | None = POLICY,
) -> Case:
    octets = receipt if isinstance(receipt, bytes) else receipt_bytes(receipt)
    rules = None if policy is None else policy_text(policy).encode()
    return Case(
        name=f"receipt_{name}", about=about, receipt=octets, policy=rules, check=check, leaf=leaf
    )


def _holding() -> Iterator[Case]:
    none = replace(POLICY, groups=(), quorum="none")
    single = MadeLog()
    single.append(DEAL, "deal.opened.v1", {})
    note, (first,) = parse_note(single.note(*BOTH)), single.kept
    alone = Receipt(0, (), note, _opening(single, first))
    yield _case("whole", "A receipt that says of what it is.", WHOLE)
    yield _case("with_leaf", "The reader says of what it must be.", WHOLE, leaf=LEAF)
    yield _case("bare", "It does not say of what it is; the reader does.", BARE, leaf=LEAF)
    yield _case("tree_of_one", "The log has one event, and the way is empty.", alone)
    yield _case("quorum_none", "No witness is asked for.", _receipt(), policy=none)


def _of_other_log() -> Case:
    """Return a receipt of the event under another log's head of the same size, known as well."""
    key = log_key("other.example.org/log", 2)
    other = MadeLog()
    for number in range(len(made_log().kept)):
        other.append(DEAL, "deal.comment_made.v1", {"number": number})
    note = parse_note(other.note(*BOTH, key=key))
    both = replace(POLICY, logs=(*POLICY.logs, Log(key.verifier)))
    about = "It is of another log's tree of the same size, and the policy knows that log as well."
    receipt = replace(WHOLE, checkpoint=note)
    return _case("of_other_log_fail", about, receipt, check="inclusion", policy=both)


def _undecided() -> Iterator[Case]:
    unknown = _receipt(*BOTH, key=log_key("other.example.org/log"))
    for name, check, about, receipt, policy in (
        ("policy_missing", "receipt", "Nobody says whom to trust.", WHOLE, None),
        ("of_nothing", "event", "Nobody says of what it is.", BARE, POLICY),
        ("log_unknown", "checkpoint", "The policy does not know the log.", unknown, POLICY),
        ("quorum", "witnesses", "A witness is missing.", _receipt(CHAMBER), POLICY),
        ("witness_unknown", "witnesses", "One is unknown.", _receipt(*BOTH, PARTY), POLICY),
    ):
        yield _case(f"{name}_undecided", about, receipt, check=check, policy=policy)


def _misspelled() -> Iterator[tuple[str, str, bytes, str]]:
    extra, index = _EXTRA + b"\n", _INDEX + b"\n"
    hashed = OCTETS.split(b"\n")[3] + b"\n"
    many = b"".join(b64encode(bytes(32)) + b"\n" for _ in range(64))
    for name, about, old, new in (
        ("header_other", "It is of version 2.", b"@v1", b"@v2"),
        ("header_missing", "Its first line is missing.", b"c2sp.org/tlog-proof@v1\n", b""),
        ("index_leading_zero", "The index has a leading zero.", b"index ", b"index 0"),
        ("index_plus", "The index has a plus sign.", b"index ", b"index +"),
        ("index_missing", "There is no index.", index, b""),
        ("index_twice", "The index comes twice.", index, index * 2),
        ("index_2_63", "The index is 2^63.", index, b"index %d\n" % 2**63),
        ("index_blank", "Two blanks stand before the index.", b"index ", b"index  "),
        ("extra_empty", "The extra data is empty.", extra, b"extra \n"),
        ("extra_twice", "Extra data comes twice.", extra, extra * 2),
        ("extra_behind", "Extra data stands behind the index.", extra + index, index + extra),
        ("extra_unpadded", "The extra data is not padded.", _EXTRA, _EXTRA.rstrip(b"=")),
        ("line_unknown", "There is a line of an unknown kind.", index, b"note hello\n" + index),
        ("hash_short", "A hash has 31 bytes.", hashed, b64encode(bytes(31)) + b"\n"),
        ("hash_blank", "A blank stands behind a hash.", hashed, hashed[:-1] + b" \n"),
        ("hashes_64", "There are 64 hashes.", hashed, many),
        ("blank_line_missing", "Nothing sets proof and checkpoint apart.", b"=\n\n", b"=\n"),
        ("not_ascii", "A line is not ASCII.", index, index + "\u00e9\n".encode()),
    ):
        assert old in OCTETS, name
        yield name, about, OCTETS.replace(old, new, 1), ""
    windows = OCTETS.replace(b"\n", b"\r\n")
    yield "carriage_returns", "Lines end as on Windows.", windows, ""
    yield "byte_behind", "A byte stands behind the last line.", OCTETS + b"x", ""
    yield "newline_behind", "A line stands behind the last.", OCTETS + b"\n", ""
    yield "cut", "It is cut off in its last line.", OCTETS[:-9], ""
    yield "without_checkpoint", "The checkpoint is missing.", OCTETS.split(b"\n\n")[0] + b"\n\n", ""


def _unsigned() -> Iterator[tuple[str, str, Receipt, str]]:
    note = WHOLE.checkpoint
    text = note.text.replace("\n5\n", "\n6\n")
    assert text != note.text
    other = replace(WHOLE, checkpoint=replace(note, text=text))
    zero = replace(WHOLE, checkpoint=replace(note, text=note.text.replace("\n5\n", "\n05\n")))
    alone = replace(WHOLE, checkpoint=replace(note, signatures=note.signatures[1:]))
    yield "size_other", "The checkpoint says another size.", other, ""
    yield "size_leading_zero", "The size has a leading zero.", zero, ""
    yield "log_unsigned", "Only witnesses have signed.", alone, ""
    impostor = _receipt(*BOTH, key=log_key(ORIGIN, 1))
    yield "log_impostor", "Another key signed under the log's name.", impostor, ""


def _of_another() -> Iterator[tuple[str, str, Receipt, str]]:
    own = WHOLE.extra
    yield "leaf_other", "It is of another event than it must be.", WHOLE, bytes(32).hex()
    for name, about, opening in (
        ("opening_cut", "What it is of is cut.", own[:-1]),
        ("opening_long", "A byte stands behind what it is of.", own + b"\0"),
        ("opening_other", "What it is of is no opening.", b"x" + own[1:]),
        ("opening_short", "It is of next to nothing.", own[:40]),
    ):
        yield name, about, replace(WHOLE, extra=opening), ""


def _elsewhere() -> Iterator[tuple[str, str, Receipt, str]]:
    proof = WHOLE.proof
    changed = (bytes([proof[0][0] ^ 1]) + proof[0][1:], *proof[1:])
    later = WHOLE.extra.replace(_EVENT.entry.type.encode(), b"deal.signature_refused.v1", 1)
    moved = WHOLE.extra.replace(DEAL.bytes, UUID(int=7).bytes)
    yield from (
        ("hash_changed", "A hash is changed.", replace(WHOLE, proof=changed), ""),
        ("hashes_swapped", "Hashes changed places.", replace(WHOLE, proof=proof[::-1]), ""),
        ("way_cut", "A hash is missing.", replace(WHOLE, proof=proof[:-1]), ""),
        ("way_long", "There is a hash more.", replace(WHOLE, proof=(*proof, proof[0])), ""),
        ("index_other", "It is at another place.", replace(WHOLE, index=3), ""),
        ("index_beyond", "Its place is beyond the tree.", replace(WHOLE, index=5), ""),
        ("index_largest", "Its place is the last of all.", replace(WHOLE, index=2**63 - 1), ""),
        ("type_other", "It says to be of another type.", replace(WHOLE, extra=later), ""),
        ("stream_other", "It says to be of another deal.", replace(WHOLE, extra=moved), ""),
        ("bare_of_another", "It is not of what it must be.", BARE, bytes(32).hex()),
    )
