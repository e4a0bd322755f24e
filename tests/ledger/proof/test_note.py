"""Signed notes: strictly read, and opened with the keys that one knows."""

from __future__ import annotations

import msgspec
import pytest
from proving import CHAMBER, REGULATOR, head, log_key, signed

from ledger.errors import LedgerError
from ledger.proof.cosignature import sign_text
from ledger.proof.note import (
    NOTE_BYTES_MAX,
    SIGNATURES_MAX,
    Note,
    NoteSignature,
    note_bytes,
    parse_note,
    parse_signature_lines,
)
from ledger.proof.opened import countersigned, open_note
from ledger.proof.signer import SignerKey
from ledger.proof.vkey import Algorithm, VerifierKey, parse_vkey

NEUMANN = parse_vkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
ENOCH = parse_vkey("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop")
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
BY_NEUMANN = (
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqf"
    "qdngotpRZb6KE6RyyBwJnAM=\n"
)
BY_ENOCH = (
    "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTG"
    "wnWLox33WWd1RvMc+QQ=\n"
)
SUMDB = parse_vkey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
SUMDB_HEAD = (
    "go.sum database tree\n15067302\ngJyioq6dwR9n+NjEWORfYmH+ubeYm3kH42BBQ0bTpYI=\n\n"
    "\u2014 sum.golang.org Az3grp1rvWOs5NKlr/xR4GLN/CDyzzakmt1o61uSxYKpK1SerqOP2ClbX/peKUZjYnyo"
    "mH5Xz7GZG3TpB7OeKn4E2ww=\n"
)
"""A head that a log in the world signed, in January 2023."""


def _note(*lines: str) -> bytes:
    return f"{TEXT}\n{''.join(lines)}".encode()


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ((NEUMANN,), ["PeterNeumann"]),
        ((ENOCH, NEUMANN, ENOCH), ["PeterNeumann", "EnochRoot"]),
        ((), []),
    ],
)
def test_a_published_note_opens_with_the_keys_one_knows(
    keys: tuple[VerifierKey, ...], names: list[str]
) -> None:
    note = parse_note(_note(BY_NEUMANN, BY_ENOCH))
    opened = open_note(note, keys)
    assert note.text == TEXT
    assert [one.key.name for one in opened.signed] == names
    assert [one.at for one in opened.signed] == [None] * len(names)
    assert len(opened.ignored) == 2 - len(names)


def test_the_head_of_a_log_in_the_world_opens() -> None:
    note = parse_note(SUMDB_HEAD.encode())
    assert [one.key for one in open_note(note, [SUMDB]).signed] == [SUMDB]


def test_a_note_is_written_as_it_was_read() -> None:
    for octets in (_note(BY_NEUMANN, BY_ENOCH), SUMDB_HEAD.encode()):
        assert note_bytes(parse_note(octets)) == octets


def test_the_text_is_what_stands_before_the_last_blank_line() -> None:
    text = "first\n\n\nsecond\n"
    note = parse_note(note_bytes(Note(text, (sign_text(text, log_key()),))))
    assert note.text == text
    assert open_note(note, [log_key().verifier]).signed


@pytest.mark.parametrize(
    "octets",
    [
        *(b"", b"\n", b"\n\n", TEXT.encode(), _note(), _note("\n"), _note(BY_NEUMANN[:-1])),
        *(b"\x01" + _note(BY_NEUMANN), b"\xff" + _note(BY_NEUMANN), b"\r" + _note(BY_NEUMANN)),
        *(_note(BY_NEUMANN, "a line\n"), _note("a line\n", BY_NEUMANN), _note(BY_NEUMANN, "\n")),
        _note(BY_NEUMANN.replace("PeterNeumann", "Bad Name")),
        _note(BY_NEUMANN.replace("PeterNeumann", "Bad+Name")),
        _note(BY_NEUMANN.replace("PeterNeumann ", "")),
        _note(BY_NEUMANN.replace("\u2014", "-")),
        _note(BY_NEUMANN.replace("\u2014 ", "\u2014  ")),
        _note(BY_NEUMANN.replace("AM=", "AN=")),
        _note(BY_NEUMANN.replace("AM=", "AM")),
        _note(BY_NEUMANN.replace("AM=", "AM=\u00a0")),
        _note("\u2014 PeterNeumann x08gow==\n"),
        _note("\u2014 PeterNeumann \n"),
        _note(BY_ENOCH * (SIGNATURES_MAX + 1)),
        b"x" * NOTE_BYTES_MAX + _note(BY_NEUMANN),
    ],
)
def test_what_is_no_note_is_refused(octets: bytes) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_note(octets)
    assert refused.value.code == "note_malformed"


def test_a_note_may_be_as_large_as_its_bound() -> None:
    many = _note(BY_ENOCH * SIGNATURES_MAX)
    assert len(parse_note(many).signatures) == SIGNATURES_MAX
    longest = b"x" * (NOTE_BYTES_MAX - len(_note(BY_NEUMANN))) + _note(BY_NEUMANN)
    assert note_bytes(parse_note(longest)) == longest
    with pytest.raises(LedgerError):
        parse_note(b"x" + longest)


def test_sixteen_large_signatures_are_taken() -> None:
    lines = tuple(NoteSignature(f"w{n}", bytes(4), bytes(5_000)) for n in range(16))
    assert parse_note(note_bytes(Note(TEXT, lines))).signatures == lines


def test_a_bad_signature_of_a_known_key_spoils_the_note() -> None:
    note = parse_note(_note(BY_NEUMANN, BY_ENOCH.replace("QQ=", "QA=")))
    assert open_note(note, [NEUMANN]).signed
    with pytest.raises(LedgerError) as refused:
        open_note(note, [NEUMANN, ENOCH])
    assert (refused.value.code, refused.value.facts) == ("signature_invalid", {"name": "EnochRoot"})


def test_a_line_is_of_a_key_by_name_and_id_both() -> None:
    line = parse_signature_lines(BY_NEUMANN)[0]
    strangers = (
        msgspec.structs.replace(line, name="Peter"),
        msgspec.structs.replace(line, key_id=bytes(4)),
    )
    opened = open_note(Note(TEXT, strangers), [NEUMANN])
    assert (opened.signed, opened.ignored) == ((), strangers)


def test_a_known_key_may_sign_twice_and_both_are_verified() -> None:
    note = signed(head(7), CHAMBER, CHAMBER)
    opened = open_note(note, [CHAMBER.verifier])
    assert [one.at for one in opened.signed] == [1_795_329_607, 1_795_329_608]


def test_two_keys_that_a_line_cannot_tell_apart_are_refused() -> None:
    # found by trying: a key id has 32 bits only
    twins = [
        SignerKey("twin", Algorithm.ED25519, seed.to_bytes(32, "big")) for seed in (14_970, 16_033)
    ]
    keys = [twin.verifier for twin in twins]
    assert keys[0].key_id == keys[1].key_id
    assert keys[0] != keys[1]
    with pytest.raises(LedgerError) as refused:
        open_note(signed(head(7), key=twins[0]), keys)
    assert (refused.value.code, refused.value.facts) == ("key_ambiguous", {"name": "twin"})


def test_what_a_witness_answers_joins_the_note() -> None:
    answers = signed(head(7), CHAMBER, REGULATOR).signatures[1:]
    keys = [CHAMBER.verifier, REGULATOR.verifier]
    joined = countersigned(countersigned(signed(head(7)), answers[:1], keys), answers[1:], keys)
    assert joined == signed(head(7), CHAMBER, REGULATOR)
    assert note_bytes(joined) == note_bytes(parse_note(note_bytes(joined)))


def test_a_key_s_new_line_takes_the_place_of_its_older_one() -> None:
    twice = signed(head(7), CHAMBER, CHAMBER)
    joined = countersigned(signed(head(7), CHAMBER), twice.signatures[2:], [CHAMBER.verifier])
    assert joined.signatures == (twice.signatures[0], twice.signatures[2])


def test_lines_of_strangers_do_not_join_and_a_bad_one_spoils_the_answer() -> None:
    note, keys = signed(head(7)), [CHAMBER.verifier]
    assert countersigned(note, signed(head(7), REGULATOR).signatures[1:], keys) == note
    with pytest.raises(LedgerError) as refused:
        countersigned(note, signed(head(8), CHAMBER).signatures[1:], keys)
    assert refused.value.code == "signature_invalid"


def test_a_note_can_be_reduced_to_what_is_known() -> None:
    whole = signed(head(7), CHAMBER, REGULATOR)
    keys = [log_key().verifier, REGULATOR.verifier]
    known = countersigned(Note(whole.text, ()), whole.signatures, keys)
    assert known.signatures == (whole.signatures[0], whole.signatures[2])
