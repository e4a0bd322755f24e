"""What is served of others is what was fetched: each file by its digest."""

from __future__ import annotations

import base64
import hashlib
import tomllib
from typing import Any

import pytest
from house.catalogues import WEB

PACKAGES: list[dict[str, Any]] = tomllib.loads((WEB / "vendor.toml").read_text())["package"]
FILES = {one["as"]: one["integrity"] for package in PACKAGES for one in package["file"]}
FOLDER = WEB / "static/vendor"


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_the_digest_that_is_pinned(name: str) -> None:
    digest = hashlib.sha384((FOLDER / name).read_bytes()).digest()
    assert f"sha384-{base64.b64encode(digest).decode()}" == FILES[name]


def test_no_file_is_there_that_is_not_pinned() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(FILES)


def test_each_package_says_version_licence_and_the_digest_of_its_tarball() -> None:
    for package in PACKAGES:
        digest = base64.b64decode(package["tarball"].removeprefix("sha512-"))
        assert len(digest) == 64
        assert package["version"]
        assert package["licence"] in {"0BSD", "OFL-1.1", "MIT", "ISC", "Apache-2.0"}
