"""The program that reads documents of Word in a process apart; see `api.apart.working`."""

from __future__ import annotations

import codecs
import sys
from io import BytesIO
from typing import BinaryIO

import msgspec

from api.apart.working import run
from api.word.reading import read_document

codecs.lookup("cp437")  # names within an archive are in it, and nothing is imported later


def read(file: BinaryIO, _: bytes) -> bytes:
    """Return what a file says, or why it is not read."""
    return msgspec.msgpack.encode(read_document(BytesIO(file.read())))


if __name__ == "__main__":
    run(read, sys.argv[1:])
