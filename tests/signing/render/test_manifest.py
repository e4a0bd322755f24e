"""What the bytes depend on, besides the terms."""

from __future__ import annotations

import hashlib
import json
import zlib

import pytest
from paper.golden import GOLDEN, digests

from signing.fonts import FONT_SHA256
from signing.render import current_manifest, manifest_bytes, manifest_sha256


def test_the_manifest_names_every_version_and_every_font() -> None:
    manifest = json.loads(manifest_bytes(current_manifest()))
    assert manifest["format"] == "counterseal/renderer/v1"
    assert manifest["fonts"] == FONT_SHA256
    assert manifest["zlib"] == zlib.ZLIB_RUNTIME_VERSION
    assert set(manifest) == {
        *("format", "renderer", "reportlab", "pikepdf", "qpdf", "segno", "zlib", "fonts")
    }


def test_the_digest_is_that_of_the_canonical_bytes() -> None:
    manifest = current_manifest()
    assert manifest_sha256(manifest) == hashlib.sha256(manifest_bytes(manifest)).hexdigest()


def test_the_same_manifest_gives_the_same_documents_for_ever() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    if golden["manifest"] != manifest_sha256(current_manifest()):
        pytest.skip("the golden documents were rendered with other libraries")
    assert digests() == golden["documents"]
