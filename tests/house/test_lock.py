"""requirements.lock pins what pyproject.toml asks for, by digest, and names no host."""

from __future__ import annotations

import re
import tomllib

from house.source import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)( ; [^\\]+)? \\$", re.MULTILINE)


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_everything_that_the_project_asks_for_is_pinned() -> None:
    groups = PROJECT["dependency-groups"]
    asked = {*PROJECT["project"]["dependencies"], *groups["dev"], *groups["build"]}
    pinned = {found["name"] for found in PINNED.finditer(LOCK)}
    assert {_name(requirement) for requirement in asked} - pinned == set()


def test_the_build_backend_is_pinned() -> None:
    assert set(PROJECT["build-system"]["requires"]) <= set(PROJECT["dependency-groups"]["build"])


def test_each_line_is_a_pin_or_a_digest() -> None:
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    strange = [
        line for line in LOCK.splitlines() if not digest.fullmatch(line) and not PINNED.match(line)
    ]
    assert strange == []
