"""What the renderer is made of: with the same manifest, the same terms give the same bytes."""

from __future__ import annotations

import zlib
from functools import cache
from importlib.metadata import version
from typing import Final

import msgspec
import pikepdf

from aggregates.canonical import canonical_bytes, canonical_sha256
from aggregates.vocabulary import Sha256
from signing.fonts import FONT_SHA256

RENDERER: Final = "3"
"""Raised with every change of this package that changes the bytes of any document."""


class Manifest(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="format",
    tag="counterseal/renderer/v1",
):
    """The versions and digests that the bytes of a base document depend on."""

    renderer: str
    reportlab: str
    pikepdf: str
    qpdf: str
    segno: str
    zlib: str
    fonts: dict[str, Sha256]


@cache
def current_manifest() -> Manifest:
    """Return the manifest of this installation."""
    return Manifest(
        renderer=RENDERER,
        reportlab=version("reportlab"),
        pikepdf=version("pikepdf"),
        qpdf=pikepdf.__libqpdf_version__,
        segno=version("segno"),
        zlib=zlib.ZLIB_RUNTIME_VERSION,
        fonts=dict(FONT_SHA256),
    )


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the canonical bytes of a manifest."""
    return canonical_bytes(msgspec.to_builtins(manifest))


def manifest_sha256(manifest: Manifest) -> Sha256:
    """Return the digest that names a manifest."""
    return canonical_sha256(msgspec.to_builtins(manifest))
