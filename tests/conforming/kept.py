"""The cases as they are kept: what is handed in, and what should be answered."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Final

import msgspec
from conforming.catalogue import KEPT, folder

BUNDLE: Final = "bundle.evidence.zip"
RECEIPT: Final = "receipt.tlog-proof"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A case that is kept: ``file`` is a bundle or a receipt; ``as_of`` in seconds since 1970."""

    name: str
    file: bytes
    policy: bytes | None
    verdict: str
    exit: int
    check: str
    as_of: int | None
    leaf: bytes | None = None
    is_receipt: bool = False


def kept_names() -> set[str]:
    """Return the names of the cases that are kept."""
    return {path.parent.name for path in KEPT.glob("*/expected.json")}


def kept_files(name: str) -> dict[str, bytes]:
    """Return the files of a case that is kept."""
    return {path.name: path.read_bytes() for path in folder(name).iterdir()}


def counted_cases(_: str) -> str:
    """Return how many cases are kept, by their verdicts, as a sentence."""
    verdicts = Counter(kept(name).verdict for name in kept_names())
    parts = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in sorted(verdicts))
    return f"There are {verdicts.total()} cases: {parts}."


def kept(name: str) -> Kept:
    """Return a case that is kept."""
    files = kept_files(name)
    said = json.loads(files["expected.json"])
    as_of = said.get("as_of")
    return Kept(
        name=name,
        file=files.get(RECEIPT) or files[BUNDLE],
        policy=files.get("log.policy"),
        verdict=said["verdict"],
        exit=said["exit"],
        check=said.get("check", ""),
        leaf=bytes.fromhex(said["leaf"]) if "leaf" in said else None,
        is_receipt=RECEIPT in files,
        as_of=int(datetime.fromisoformat(as_of).timestamp()) if as_of else None,
    )
