"""The program that judges PDFs in a process apart; see `api.apart.working`."""

from __future__ import annotations

import codecs
import sys
from datetime import datetime
from importlib import import_module
from typing import BinaryIO, Final

import msgspec
from cryptography.hazmat.backends import default_backend

from api.apart.working import run
from api.asking_record import asks_record
from api.judging_apart import About, Judged
from signing.verify.case import Case
from signing.verify.verdict import Verdict
from signing.verify.verifier import first_look, verify

_ENCODINGS: Final = ("ascii", "idna", "latin-1", "utf-8", "utf-16", "utf-16-be", "utf-32")
_WALLS: Final = frozenset({"MemoryError", "OSError", "ImportError", "ModuleNotFoundError"})
"""What a step comes upon that meets the walls of its process: of the file it shows nothing."""


def judge(file: BinaryIO, about: bytes) -> bytes:
    """Return the verdict on a file by what it is to be judged by.

    Raises:
        MemoryError: if it takes more than there is: that is no verdict.
    """
    asked = msgspec.msgpack.decode(about, type=About)
    case = Case(pdf=file.read(), trust=asked.trust, at=asked.at, record=asked.record)
    verdict = verify(case) if asked.last else first_look(case)
    if _met_walls(verdict):
        raise MemoryError
    judged = Judged(verdict=verdict, sheet=case.sheet if asks_record(verdict) else None)
    return msgspec.msgpack.encode(judged)


def warm_up() -> None:
    """Come by what is imported only when a file asks for it."""
    datetime.strptime("2026-09-08 +0000", "%Y-%m-%d %z")
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)
    default_backend()
    import_module("signing.verify.ades.opinion")


def _met_walls(verdict: Verdict) -> bool:
    reasons = (finding.reason for finding in verdict.findings if finding.reason is not None)
    return any(
        reason.code == "unforeseen" and reason.facts["reason"] in _WALLS for reason in reasons
    )


if __name__ == "__main__":
    warm_up()
    run(judge, sys.argv[1:])
