"""Tiles: how the tree is stored and served (C2SP tlog-tiles): names, and which there are.

A tile is a row of at most 256 hashes. Level 0 has the leaves; a hash at level 1 is over a *full*
tile of level 0, and so on. The last tile of a level is partial unless it is full; there is no empty
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ledger.errors import LedgerError
from ledger.proof.encoding import SIZE_MAX

TILE_WIDTH = 256
TILE_HEIGHT = 8
"""A tile stands for the 8 heights of hashes from its own row up to its root."""
LEVEL_MAX = 63

_PATH = re.compile(
    r"tile/(?P<level>entries|[0-9]{1,2})/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


class Tile(msgspec.Struct, frozen=True):
    """A row of ``width`` hashes at ``level``, the ``index``-th of that level from 0."""

    level: int
    index: int
    width: int = TILE_WIDTH


class Bundle(msgspec.Struct, frozen=True):
    """The entries behind the tile of level 0 that has this index and width."""

    index: int
    width: int = TILE_WIDTH


def path_of(resource: Tile | Bundle) -> str:
    """Return the path below a log's prefix, such as ``tile/0/x001/x234/067.p/9``."""
    level = resource.level if isinstance(resource, Tile) else "entries"
    partial = "" if resource.width == TILE_WIDTH else f".p/{resource.width}"
    return f"tile/{level}/{_elements(resource.index)}{partial}"


def parse_path(path: str) -> Tile | Bundle:
    """Return what a path names; exactly the paths that `path_of` writes are taken.

    Raises:
        LedgerError: ``path_malformed``.
    """
    found = _PATH.fullmatch(path)
    if not found:
        raise LedgerError("path_malformed", path=path[:200])
    index = int(re.sub(r"[x/]", "", found["index"]))
    width = int(found["width"] or TILE_WIDTH)
    named = (
        Bundle(index, width)
        if found["level"] == "entries"
        else Tile(int(found["level"]), index, width)
    )
    # the only checks left: leading zeros, 256 as a partial width, numbers that are too large
    level = named.level if isinstance(named, Tile) else 0
    if index > SIZE_MAX or level > LEVEL_MAX or width > TILE_WIDTH or path_of(named) != path:
        raise LedgerError("path_malformed", path=path[:200])
    return named


def width_of(size: int, level: int, index: int) -> int:
    """Return how wide this tile is in a tree of ``size`` leaves: 0 where there is none."""
    hashes = size >> TILE_HEIGHT * level
    return max(0, min(TILE_WIDTH, hashes - index * TILE_WIDTH))


def edge_of(size: int) -> Iterator[Tile]:
    """Yield the partial tiles of a tree of ``size`` leaves, from level 0 up.

    All that the tree's root is made of: every full tile has its hash in one of another level.
    """
    level, hashes = 0, size
    while hashes:
        index, width = divmod(hashes, TILE_WIDTH)
        if width:
            yield Tile(level, index, width)
        level, hashes = level + 1, index


def tiles_of(size: int) -> Iterator[Tile]:
    """Yield every tile of a tree of ``size`` leaves, level by level."""
    level, hashes = 0, size
    while hashes:
        for index in range(-(-hashes // TILE_WIDTH)):
            yield Tile(level, index, min(TILE_WIDTH, hashes - index * TILE_WIDTH))
        level, hashes = level + 1, hashes // TILE_WIDTH


def _elements(index: int) -> str:
    elements = [f"{index % 1000:03}"]
    while index := index // 1000:
        elements.append(f"x{index % 1000:03}")
    return "/".join(reversed(elements))
