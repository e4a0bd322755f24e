"""What two plays of one file told, held beside each other: word for word, but for what may differ.

Times are moved with the story, ids are made anew, and how somebody consented is told otherwise when
they have signed in. Who founds a registry over HTTP is registered by its operator, as both its
registry's and its organiser's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

INSTANT = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d)(?: UTC|Z)")
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
ID = re.compile(r"…[0-9a-f]{8}|\b[0-9a-f]{64}\b|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PLAYED, SIGNED_IN = "as a demonstration", "by password/totp"

Records = Sequence[Mapping[str, Any]]


def then_told_alike(records: Records, in_ledger: Records, founders: Sequence[str]) -> None:
    """The deal was told in the same words, and so was the registry, but for its ``founders``."""
    assert _deal(records) == _deal(in_ledger)
    one, other = _registry(records), _registry(in_ledger)
    of_founders = tuple(f"{founders[0]} registered {founder}: " for founder in founders)
    unlike = [*(one - other), *(other - one)]
    assert [words for words in unlike if not words.startswith(of_founders)] == []
    assert one.total() == other.total()
    assert max(_moved(records, in_ledger)) - min(_moved(records, in_ledger)) <= timedelta(minutes=1)


def then_positions_have_no_gap(records: Records) -> None:
    """Each log is told from its first position on."""
    for log in ("registry", "edition"):
        positions = [record["position"] for record in records if record.get("log") == log]
        assert positions == list(range(1, len(positions) + 1))


def verdicts(records: Records) -> dict[str, str]:
    """Return the verdict on each paper, by the name of its file."""
    papers = [record for record in records if "verdict" in record]
    return {record["file"].rpartition("/")[2]: record["verdict"] for record in papers}


def _deal(records: Records) -> list[dict[str, Any]]:
    told = [r for r in records if r.get("log") != "registry" and "verdict" not in r]
    return [{k: _words(v) for k, v in record.items() if k != "at"} for record in told]


def _registry(records: Records) -> Counter[str]:
    return Counter(_words(r["sentence"]) for r in records if r.get("log") == "registry")


def _words(value: object) -> Any:
    if not isinstance(value, str):
        return value
    return DAY.sub("…", ID.sub("…", INSTANT.sub("…", value.replace(PLAYED, SIGNED_IN))))


def _moved(records: Records, in_ledger: Records) -> list[timedelta]:
    """Return by how much each instant that is told differs."""
    pairs = zip(_instants(records), _instants(in_ledger), strict=True)
    return [one - other for one, other in pairs]


def _instants(records: Records) -> list[datetime]:
    told = [r.get("sentence", "") for r in records if r.get("log") != "registry"]
    found = (instant for sentence in told for instant in INSTANT.findall(sentence))
    return [datetime.fromisoformat(f"{instant}+00:00") for instant in found]
