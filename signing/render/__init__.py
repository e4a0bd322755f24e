"""Rendering: agreed terms in, the same PDF out, wherever and whenever it is made."""

from __future__ import annotations

from signing.render.copies.clean import clean_copy
from signing.render.copies.copy import Version
from signing.render.copies.redlined import redlined
from signing.render.document import render
from signing.render.manifest import Manifest, current_manifest, manifest_bytes, manifest_sha256
from signing.render.paper.code import code_text
from signing.render.setting.coverage import require_covered
from signing.render.stamp import stamp_appearance, stamp_lines

__all__ = [
    "Manifest",
    "Version",
    "clean_copy",
    "code_text",
    "current_manifest",
    "manifest_bytes",
    "manifest_sha256",
    "redlined",
    "render",
    "require_covered",
    "stamp_appearance",
    "stamp_lines",
]
