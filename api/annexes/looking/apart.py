"""The program that examines files in a process apart; see `api.apart.working`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import BinaryIO
from zipfile import ZipFile

import msgspec

from api.annexes.looking.look import look_into
from api.annexes.looking.said import Found, Refused, Said
from api.apart.working import run
from api.refusals import ApiError
from signing.errors import SignatureError


def examine(file: BinaryIO, name: bytes) -> bytes:
    """Return what is found of a file that somebody calls ``name``."""
    return msgspec.msgpack.encode(_found(file, name.decode("utf-8", "replace")))


def warm_up() -> None:
    """Come by what is imported only when a file asks for it."""
    for sample in _samples():
        with suppress(ApiError, SignatureError):
            look_into(BytesIO(sample), "sample")


def _found(file: BinaryIO, name: str) -> Said:
    try:
        return Found(look_into(file, name))
    except (ApiError, SignatureError) as refused:
        return Refused(refused.code, {name: str(fact) for name, fact in refused.facts.items()})


def _samples() -> Iterator[bytes]:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("\u00e9.xml", "<x/>")
    yield from (b"text", b"\xff", b"%PDF-1.4\n%%EOF", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xd9")
    yield from (packed.getvalue(), b"PK\x03\x04")


if __name__ == "__main__":
    warm_up()
    run(examine, sys.argv[1:])
