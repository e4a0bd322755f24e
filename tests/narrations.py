"""What two plays of one file told, held beside each other: word for word, but for what may differ.

Times are moved with the story, ids are made anew, and how somebody consented is told otherwise when
they have signed in. Who founds a registry over HTTP is registered by its operator, as both its
registry's and its organiser's. A log that is served is signed as it grows, which takes positions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

INSTANT = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d)(?: UTC|Z)")
POSITION = re.compile(r"\bposition \d+\b")
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
ID = re.compile(r"…[0-9a-f]{8}|\b[0-9a-f]{64}\b|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BESIDE = {"at", "position"}
PLAYED, SIGNED_IN = "as a demonstration", "by password/totp"

Records = Sequence[Mapping[str, Any]]


def then_told_alike(records: Records, in_ledger: Records, founders: Sequence[str]) -> None:
    """The deal was told in the same words, and so was the registry, but for its ``founders``."""
    for told, alone in zip_longest(_deal(records), _deal(in_ledger)):
        assert told == alone, f"{told} is not {alone}"
    one, other = _registry(records), _registry(in_ledger)
    of_founders = tuple(f"{founders[0]} registered {founder}: " for founder in founders)
    unlike = [*(one - other), *(other - one)]
    assert all(words.startswith(of_founders) for words in unlike), unlike
    assert one.total() == other.total()
    later = _begun(records) - _begun(in_ledger)
    for moved in _moved(records, in_ledger):  # a day in the calendar stays, all else moves alike
        assert min(abs(moved), abs(moved - later)) <= timedelta(minutes=1), (moved, later)


def then_told_in_order(records: Records) -> None:
    """Each log is told from its first position on, and nothing of it twice."""
    for log in ("registry", "edition"):
        positions = [record["position"] for record in records if record.get("log") == log]
        assert (positions[0], positions) == (1, sorted(set(positions)))


def verdicts(records: Records) -> dict[str, str]:
    """Return the verdict on each paper, by the name of its file."""
    papers = [r for r in records if "verdict" in r and r["file"].endswith(".pdf")]
    return {record["file"].rpartition("/")[2]: record["verdict"] for record in papers}


def _deal(records: Records) -> list[dict[str, Any]]:
    told = [r for r in records if r.get("log") != "registry" and "verdict" not in r]
    return [{k: _words(v) for k, v in record.items() if k not in BESIDE} for record in told]


def _registry(records: Records) -> Counter[str]:
    return Counter(_words(r["sentence"]) for r in records if r.get("log") == "registry")


def _words(value: object) -> Any:
    if not isinstance(value, str):
        return value
    words = value.replace(PLAYED, SIGNED_IN)
    for pattern in (INSTANT, DAY, ID, POSITION):
        words = pattern.sub("…", words)
    return words


def _moved(records: Records, in_ledger: Records) -> list[timedelta]:
    """Return by how much each instant that is told differs."""
    pairs = zip(_instants(records), _instants(in_ledger), strict=True)
    return [one - other for one, other in pairs]


def _begun(records: Records) -> datetime:
    """Return when the story begins."""
    return min(datetime.fromisoformat(r["at"]) for r in records if r.get("log") == "registry")


def _instants(records: Records) -> list[datetime]:
    told = [r.get("sentence", "") for r in records if r.get("log") != "registry"]
    found = (instant for sentence in told for instant in INSTANT.findall(sentence))
    return [datetime.fromisoformat(f"{instant}+00:00") for instant in found]
