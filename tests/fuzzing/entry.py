"""Files of the corpus: one sealed paper as it is, and for each other file what differs from it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from signing.trust import TrustPolicy, read_trust
from signing.verify.case import Case

CORPUS: Final = Path(__file__).parents[1] / "signing" / "verify" / "corpus"
AT: Final = datetime(2026, 9, 9, 12, tzinfo=UTC)
"""When the corpus is judged: the day after its paper was sealed."""


class Edit(msgspec.Struct, frozen=True):
    """From octet ``start`` to ``end`` stands ``octets`` instead, so many ``times``."""

    start: int
    end: int
    octets: bytes
    times: int = 1


class Entry(msgspec.Struct, frozen=True):
    """A mutated file, and why it is kept: where it led to, or what it is."""

    edits: tuple[Edit, ...]
    why: str = ""

    def applied(self, seed: bytes) -> bytes:
        """Return the file: each edit is upon what the one before has left."""
        for edit in self.edits:
            seed = seed[: edit.start] + edit.octets * edit.times + seed[edit.end :]
        return seed

    @property
    def name(self) -> str:
        """The name of its file."""
        return hashlib.sha256(msgspec.json.encode(self.edits)).hexdigest()[:16] + ".json"


def seed() -> bytes:
    """Return the sealed paper."""
    return (CORPUS / "sealed.pdf").read_bytes()


def trust() -> TrustPolicy:
    """Return the policy by which it is VALID."""
    return read_trust((CORPUS / "trust.json").read_bytes())


def case_of(pdf: bytes, policy: TrustPolicy) -> Case:
    """Return the question whether a file of the corpus is VALID."""
    return Case(pdf=pdf, trust=policy, at=AT)


def kept() -> Sequence[Path]:
    """Return the files of the corpus, in order."""
    return sorted((CORPUS / "mutations").glob("*.json"))


def read(file: Path) -> Entry:
    """Return what is kept in a file."""
    return msgspec.json.decode(file.read_bytes(), type=Entry)


def write(entry: Entry) -> Path:
    """Keep a mutation."""
    file = CORPUS / "mutations" / entry.name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(entry), indent=1) + b"\n")
    return file
