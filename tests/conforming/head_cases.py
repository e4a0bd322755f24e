"""Cases of the checkpoint: how it is spelled, who signed it, and who has seen it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from itertools import chain
from typing import Final

from conforming.case import BOTH, WHOLE, Case, fails, holds, stays_open, with_manifest
from msgspec.structs import replace
from proven import DEAL, ONE_OF_TWO, POLICY, made_log, with_disclosures
from proving import AT, CHAMBER, ORIGIN, PARTY, REGULATOR, log_key

from ledger.evidence.bundle import Bundle
from ledger.proof.cosignature import cosign_text, cosigned_message, sign_text
from ledger.proof.note import Note, NoteSignature, note_bytes, parse_note, signature_lines
from ledger.proof.policy import Group, Log, Policy, Witness
from ledger.proof.signer import SignerKey
from ledger.proof.vkey import vkey_of

CHECKPOINT: Final = "checkpoint"
WITNESSES: Final = "witnesses"
ORDER: Final = 2**252 + 27742317777372353535851937790883648493
"""The order of the base point of Ed25519."""
NOTE: Final = parse_note(WHOLE.checkpoint)
TEXT: Final = NOTE.text
_LOG, _CHAMBER, _REGULATOR = NOTE.signatures
_SIZE, _ROOT = TEXT.split("\n")[1:3]


def with_note(note: bytes | Note) -> Bundle:
    """Return a bundle that is proved by another checkpoint, and names the witnesses on it."""
    if isinstance(note, bytes):
        return replace(WHOLE, checkpoint=note)
    return replace(heard(WHOLE, note), checkpoint=note_bytes(note))


def heard(bundle: Bundle, *notes: Note) -> Bundle:
    """Return a bundle that gives the keys of the witnesses on these notes."""
    names = {line.name for note in notes for line in note.signatures}
    keys = (one.verifier for one in (*BOTH, PARTY) if one.verifier.name in names)
    return with_manifest(bundle, earlier=False, witnesses=tuple(sorted(map(vkey_of, keys))))


def signed_text(text: str, *witnesses: SignerKey) -> Bundle:
    """Return a bundle with a checkpoint of this very text, signed and witnessed."""
    cosigned = (cosign_text(text, one, AT) for one in witnesses)
    return with_note(Note(text, (sign_text(text, log_key()), *cosigned)))


def lines(*signatures: NoteSignature) -> Bundle:
    """Return a bundle whose checkpoint has these lines."""
    return with_note(Note(TEXT, signatures))


def cases() -> Iterator[Case]:
    """Yield the cases of who stands behind the head."""
    for name, about, text in _other_texts():
        bundle = signed_text(text, *BOTH)
        yield fails(f"checkpoint_{name}", CHECKPOINT, f"{about} All have signed it so.", bundle)
    for name, about, note in chain(_other_notes(), _other_lines()):
        yield fails(f"note_{name}", CHECKPOINT, about, with_note(note))
    yield from chain(_signatures(), _strangers(), _enough_or_not(), _moments())


def _other_texts() -> Iterator[tuple[str, str, str]]:
    padded = _ROOT[:-2] + chr(ord(_ROOT[-2]) + 1) + "="
    long = "o" * 256
    for name, about, size, root in (
        ("size_leading_zero", "The size has a leading zero.", f"0{_SIZE}", _ROOT),
        ("size_plus", "The size has a plus sign.", f"+{_SIZE}", _ROOT),
        ("size_blank", "A blank stands before the size.", f" {_SIZE}", _ROOT),
        ("size_arabic", "The size is in other digits.", "\u0666", _ROOT),
        ("size_2_63", "The size is 2^63.", str(2**63), _ROOT),
        ("size_hexadecimal", "The size is in hexadecimal.", f"0x{_SIZE}", _ROOT),
        ("size_zero", "The tree is said to be empty.", "0", _ROOT),
        ("root_short", "The root has 31 bytes.", _SIZE, b64encode(bytes(31)).decode()),
        ("root_long", "The root has 33 bytes.", _SIZE, b64encode(bytes(33)).decode()),
        ("root_spare_bits", "The root's base64 has bits left over.", _SIZE, padded),
        ("root_unpadded", "The root's base64 has no padding.", _SIZE, _ROOT[:-1]),
        ("root_blank", "A blank stands in the root.", _SIZE, f"{_ROOT[:8]} {_ROOT[8:]}"),
        ("root_hexadecimal", "The root is in hexadecimal.", _SIZE, bytes(32).hex()),
    ):
        yield name, about, f"{ORIGIN}\n{size}\n{root}\n"
    yield "two_lines", "The root is missing.", f"{ORIGIN}\n{_SIZE}\n"
    yield "blank_line", "A line is empty.", f"{TEXT}\n\nmore\n"
    yield "origin_empty", "The origin is empty.", f"\n{_SIZE}\n{_ROOT}\n"
    yield "origin_long", "The origin has 256 bytes.", f"{long}\n{_SIZE}\n{_ROOT}\n"


def _other_notes() -> Iterator[tuple[str, str, bytes]]:
    whole = WHOLE.checkpoint
    yield "empty", "The checkpoint is empty.", b""
    yield "unsigned", "Nobody has signed.", TEXT.encode()
    yield "no_blank_line", "No blank line sets text and lines apart.", whole.replace(b"\n\n", b"\n")
    yield "carriage_returns", "Lines end as on Windows.", whole.replace(b"\n", b"\r\n")
    yield "hyphen", "Lines begin with a hyphen.", whole.replace("\u2014".encode(), b"-")
    yield "text_behind", "A remark stands behind the last line.", whole + b"seen\n"
    yield "newline_missing", "The last line has no end.", whole[:-1]
    yield "newline_behind", "An empty line stands at the end.", whole + b"\n"
    yield "tab", "A line has a tab.", whole.replace("\u2014 ".encode(), "\u2014\t".encode(), 1)
    yield "not_utf8", "It is not UTF-8.", b"\xff" + whole
    yield "two_blanks", "Two blanks stand in a line.", whole.replace(b"/1 ", b"/1  ", 1)
    yield "base64_url", "A line is in another base64.", _spelled_for_urls()
    yield "base64_spare_bits", "A line's base64 has bits left over.", _with_spare_bits()


def _spelled_for_urls() -> bytes:
    front, _, line = WHOLE.checkpoint.partition(b"\n\n")
    dash, name, rest = line.split(b" ", 2)
    first, _, others = rest.partition(b"\n")
    return b"%b\n\n%b %b -_%b\n%b" % (front, dash, name, first[2:], others)


def _with_spare_bits() -> bytes:
    """Return the note whose first signature has a byte more than groups of three, misspelled."""
    front, _, signed = WHOLE.checkpoint.partition(b"\n\n")
    first, _, others = signed.partition(b"\n")
    assert first.endswith(b"=")
    last = first.rstrip(b"=")
    spare = last[:-1] + bytes([last[-1] + 1]) + b"=" * (len(first) - len(last))
    return b"%b\n\n%b\n%b" % (front, spare, others)


def _other_lines() -> Iterator[tuple[str, str, bytes]]:
    short = NoteSignature(_LOG.name, _LOG.key_id, b"")
    many = (_LOG, *(replace(_CHAMBER, name=f"w{at}") for at in range(100)))
    yield "no_signature", "A line has a key's id and no more.", _note(short, _CHAMBER, _REGULATOR)
    yield "lines_101", "There are 101 lines.", _note(*many)
    plus = replace(_CHAMBER, name="a+b")
    yield "name_with_plus", "A name has a plus sign.", _note(_LOG, plus, _REGULATOR)


def _note(*signatures: NoteSignature) -> bytes:
    return f"{TEXT}\n{signature_lines(signatures)}".encode()


def _flipped(line: NoteSignature, at: int) -> NoteSignature:
    value = bytearray(line.value)
    value[at] ^= 1
    return replace(line, value=bytes(value))


def _above_order(line: NoteSignature, begin: int = 0) -> NoteSignature:
    """Return a signature with S + L in the place of S (RFC 8032 section 5.1.7 refuses it)."""
    s = int.from_bytes(line.value[begin + 32 :], "little") + ORDER
    return replace(line, value=line.value[: begin + 32] + s.to_bytes(32, "little"))


def _signatures() -> Iterator[Case]:
    other = sign_text(TEXT + "more\n", log_key())
    late = replace(_CHAMBER, value=(AT + 99).to_bytes(8, "big") + _CHAMBER.value[8:])
    plain = replace(_CHAMBER, value=CHAMBER.sign(TEXT.encode()))
    at = 2**63
    beyond = at.to_bytes(8, "big") + CHAMBER.sign(cosigned_message(TEXT, at))
    stamped = replace(_LOG, value=bytes(8) + _LOG.value)
    for name, about, signatures in (
        ("log_signature_r", "A bit of R is turned over.", (_flipped(_LOG, 0), *_both())),
        ("log_signature_s", "A bit of S is turned over.", (_flipped(_LOG, 40), *_both())),
        ("log_signature_above_order", "S is above the order.", (_above_order(_LOG), *_both())),
        ("log_signature_other_text", "The log signed another text.", (other, *_both())),
        ("log_signature_long", "The log's signature has 72 bytes.", (stamped, *_both())),
        ("log_signature_zero", "R and S are zero.", (replace(_LOG, value=bytes(64)), *_both())),
        ("witness_signature", "A bit is turned over.", (_LOG, _flipped(_CHAMBER, 20), _REGULATOR)),
        ("witness_above_order", "S is too large.", (_LOG, _above_order(_CHAMBER, 8), _REGULATOR)),
        ("witness_time_changed", "Its time is another.", (_LOG, late, _REGULATOR)),
        ("witness_without_time", "It signs as a log does.", (_LOG, plain, _REGULATOR)),
        (
            "witness_time_2_63",
            "Its time is 2^63.",
            (_LOG, replace(_CHAMBER, value=beyond), _REGULATOR),
        ),
    ):
        who = "The log's line" if name.startswith("log") else "A witness's line"
        yield fails(name, CHECKPOINT, f"{who} does not verify: {about}", lines(*signatures))
    yield fails("log_unsigned", CHECKPOINT, "Only witnesses have signed.", lines(*_both()))
    impostor = made_log().bundle(DEAL, *BOTH, key=log_key(ORIGIN, 1))
    about = "Another key signed under the log's name."
    yield fails("log_impostor", CHECKPOINT, about, with_disclosures(impostor))


def _both() -> tuple[NoteSignature, NoteSignature]:
    return _CHAMBER, _REGULATOR


def _strangers() -> Iterator[Case]:
    unknown = made_log().bundle(DEAL, *BOTH, key=log_key("other.example.org/log"))
    about = "The policy does not know the log."
    yield stays_open("log_unknown", CHECKPOINT, about, with_disclosures(unknown))
    two = replace(POLICY, logs=(*POLICY.logs, Log(log_key("other.example.org/log", 2).verifier)))
    other = sign_text(TEXT, log_key("other.example.org/log", 2))
    about = "Another log of the policy signed under this log's origin."
    case = fails("log_signed_by_another", CHECKPOINT, about, lines(other, *_both()))
    yield replace(case, policy=holds("", "", WHOLE, two).policy)
    keys = replace(POLICY, logs=(*POLICY.logs, Log(log_key(ORIGIN, 1).verifier)))
    second = sign_text(TEXT, log_key(ORIGIN, 1))
    about = "Two keys of the log have signed."
    yield holds("log_with_two_keys", about, lines(_LOG, second, *_both()), keys)
    more = signed_text(f"{TEXT}an extension\n", *BOTH)
    yield holds("checkpoint_extension", "A log writes a line more into its checkpoint.", more)
    name = "\u8d26\u672c.example.org/\u4e00"
    chinese = made_log().bundle(DEAL, *BOTH, key=log_key(name))
    known = replace(POLICY, logs=(Log(log_key(name).verifier),))
    yield holds("origin_in_chinese", "The origin is not ASCII.", with_disclosures(chinese), known)


def _witnessed(*witnesses: SignerKey) -> Bundle:
    return with_disclosures(made_log().bundle(DEAL, *witnesses))


def _enough_or_not() -> Iterator[Case]:
    alone, nobody = _witnessed(CHAMBER), _witnessed()
    chosen = replace(POLICY, groups=(), quorum="regulator")
    none = replace(POLICY, groups=(), quorum="none")
    party = (*POLICY.witnesses, Witness("party", PARTY.verifier))
    inner = (
        Group("public", 1, ("notary-chamber", "regulator")),
        Group("all", 2, ("public", "party")),
    )
    nested = Policy(POLICY.logs, party, inner, "all")
    third = _witnessed(*BOTH, PARTY)
    again = cosign_text(TEXT, CHAMBER, AT + 5)
    yield stays_open("quorum_one_of_both", WITNESSES, "One witness of two is missing.", alone)
    yield stays_open("quorum_nobody", WITNESSES, "Nobody outside has seen it.", nobody)
    yield stays_open("quorum_witness", WITNESSES, "The one asked for is missing.", alone, chosen)
    yield stays_open("quorum_nested", WITNESSES, "The party is missing.", _witnessed(*BOTH), nested)
    yield stays_open(
        "quorum_party_alone", WITNESSES, "Only it has seen.", _witnessed(PARTY), nested
    )
    about = "A witness that signed twice counts once."
    yield stays_open("quorum_twice_one", WITNESSES, about, lines(_LOG, _CHAMBER, again))
    about = "The policy does not know a witness, whose key is given and whose line is right."
    yield holds("witness_not_counted", about, third)
    unnamed = heard(third, NOTE)
    about = "The policy does not know a witness, and no key is given."
    yield stays_open("witness_unknown", WITNESSES, about, unnamed)
    yield holds("quorum_any", "One of two is enough.", alone, ONE_OF_TWO)
    yield holds("quorum_is_a_witness", "One is asked for by name.", _witnessed(REGULATOR), chosen)
    yield holds("quorum_none", "No witness is asked for.", nobody, none)
    yield holds("quorum_none_witnessed", "None is asked for, two are there.", WHOLE, none)
    yield holds("quorum_nested", "A group stands in a group.", _witnessed(CHAMBER, PARTY), nested)
    yield holds("witness_twice", "A witness has signed twice.", lines(*NOTE.signatures, again))


def _moments() -> Iterator[Case]:
    about = "As of the second of the first witness, the other had not signed."
    early = stays_open("as_of_first_witness", WITNESSES, about)
    yield replace(early, as_of="2026-11-22T06:40:07Z")
    later = holds("as_of_last_witness", "As of the second of the last witness, all had signed.")
    yield replace(later, as_of="2026-11-22T06:40:08Z")
