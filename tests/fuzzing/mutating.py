"""Mutations of a PDF: of octets, of numbers, of the words of its syntax, of signed messages."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Sequence
from typing import Final

from fuzzing.entry import Edit

_WORDS: Final = (
    *(b"<<", b">>", b"[", b"]", b"(", b")", b"<", b">", b"%", b"/", b"\\", b"\r", b"\x00", b"\n"),
    *(
        b" 0 obj\n",
        b"endobj\n",
        b"stream\n",
        b"\nendstream",
        b"xref\n",
        b"trailer\n",
        b"R",
        b"null",
    ),
    *(b"startxref\n0\n%%EOF\n", b"%PDF-1.7\n", b"/Type /Sig", b"/ByteRange [0 1 2 3]", b"/Kids"),
    *(b"/JavaScript", b"/OpenAction", b"/AA", b"/Prev 0", b"/Encrypt", b"/ObjStm", b"/XRefStm 9"),
    *(
        b"/DSS",
        b"/Annots [1 0 R]",
        b"/Parent 1 0 R",
        b"/Length 99999999",
        b"\xfe\xff",
        b"#00",
        b"true",
    ),
)
_NUMBERS: Final = (b"0", b"-1", b"1", b"65535", b"65536", b"4294967296", b"9" * 40, b"0.5", b"+3")
_NUMBER: Final = re.compile(rb"\d+")
_SEAMS: Final = re.compile(
    rb"obj|stream|xref|trailer|ByteRange|Contents|/Type|/Kids|<<|>>|%%EOF|\d \d R"
)
_BOMB: Final = zlib.compress(bytes(16_000_000), 9)
"""A stream that unpacks to a thousand times its length."""


def mutated(chance: random.Random, pdf: bytes) -> Edit:
    """Return one mutation of a file, most often where its syntax is."""
    return chance.choice(_WAYS)(chance, pdf)


def _somewhere(chance: random.Random, pdf: bytes) -> int:
    """Return a place: near a seam of the syntax as a rule, else anywhere."""
    if not pdf:
        return 0
    anywhere = chance.randrange(len(pdf))
    if chance.random() < 0.2:
        return anywhere
    found = _SEAMS.search(pdf, anywhere) or _SEAMS.search(pdf)
    if found is None:
        return anywhere
    return min(max(found.start() + chance.randrange(-4, 12), 0), len(pdf) - 1)


def _flip(chance: random.Random, pdf: bytes) -> Edit:
    at = _somewhere(chance, pdf)
    octet = pdf[at] if pdf else 0
    return Edit(at, at + 1, bytes([octet ^ (1 << chance.randrange(8))]))


def _digit(chance: random.Random, pdf: bytes) -> Edit:
    """Change one digit of what is written in hexadecimal, as messages and names are."""
    at = pdf.find(b"/Contents <", chance.randrange(len(pdf) + 1))
    at = max(at, pdf.find(b"/Contents <")) + 11 + int(chance.triangular(0, 9000, 100))
    return Edit(at, at + 1, chance.choice([b"0", b"1", b"3", b"8", b"a", b"f", b">"]))


def _word(chance: random.Random, pdf: bytes) -> Edit:
    at = _somewhere(chance, pdf)
    return Edit(at, at + chance.choice([0, 0, 1, 4]), chance.choice(_WORDS))


def _number(chance: random.Random, pdf: bytes) -> Edit:
    found = _NUMBER.search(pdf, _somewhere(chance, pdf)) or _NUMBER.search(pdf)
    if found is None:
        return _word(chance, pdf)
    near = str(int(found[0][:18]) + chance.choice([-1, 1, 10])).encode()
    return Edit(*found.span(), chance.choice([near, *_NUMBERS]))


def _cut(chance: random.Random, pdf: bytes) -> Edit:
    at = _somewhere(chance, pdf)
    return Edit(at, at + chance.choice([1, 2, 16, 100, 1000, len(pdf)]), b"")


def _again(chance: random.Random, pdf: bytes) -> Edit:
    """Put a piece of the file somewhere else as well."""
    begin, at = _somewhere(chance, pdf), _somewhere(chance, pdf)
    return Edit(at, at, pdf[begin : begin + chance.choice([4, 20, 100, 400])])


def _nested(chance: random.Random, pdf: bytes) -> Edit:
    at = _somewhere(chance, pdf)
    return Edit(
        at, at, chance.choice([b"[", b"<<", b"<</A ", b"(", b"[["]), chance.choice([40, 5000])
    )


def _updated(chance: random.Random, pdf: bytes) -> Edit:
    """Append what looks like an update of the file."""
    number = chance.randrange(1, 60)
    body = b"%d 0 obj\n%s\nendobj\n" % (number, b" ".join(chance.choices(_WORDS, k=6)))
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(pdf))
    size, start = chance.randrange(1, 90), len(pdf) + len(body)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Prev 9 >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        start,
    )
    return Edit(len(pdf), len(pdf), body + table + trailer)


def _bomb(chance: random.Random, pdf: bytes) -> Edit:
    at = max(pdf.find(b"stream\n", _somewhere(chance, pdf)), 0)
    return Edit(at, at + 7, b"stream\n" + _BOMB + b"\nendstream\n")


_WAYS: Final[Sequence[Callable[[random.Random, bytes], Edit]]] = (
    *(_flip, _flip, _digit, _digit, _word, _word, _number, _number),
    *(_cut, _again, _nested, _updated, _bomb),
)
