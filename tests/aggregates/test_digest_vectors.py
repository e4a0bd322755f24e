"""The published digests: what we make is what they say, and they can be rebuilt without us."""

from __future__ import annotations

import hashlib
import json

import pytest
from digest_vectors import FILE, document

CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]


def test_the_published_digests_are_what_we_make() -> None:
    assert FILE.read_text(encoding="utf-8") == document()


@pytest.mark.parametrize("case", CASES)
def test_a_digest_is_that_of_the_sorted_members_without_white_space(case: dict[str, str]) -> None:
    # RFC 8785 for strings, arrays and objects with names of ASCII letters
    rebuilt = json.dumps(
        case["document"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert rebuilt == case["canonical"]
    assert hashlib.sha256(rebuilt.encode()).hexdigest() == case["sha256"]
