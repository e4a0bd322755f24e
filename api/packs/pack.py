"""A publishing pack: a publication's contents, with the evidence that two people signed them off.

It is a canonical container, as an evidence bundle is, with three members in this order: what was
published, what a reader does with it, and the evidence bundle of the stream in which the edition's
log has its publications. Every byte of the file is verified.
"""

from __future__ import annotations

from typing import Final

import msgspec

from api.packs.recipe import RECIPE
from api.refusals import ApiError
from ledger.evidence.container import container_bytes, parse_container

CONTENTS: Final = "contents.json"
README: Final = "README.md"
EVIDENCE: Final = "publications.evidence.zip"
_NAME_AT: Final = 30
"""Where the name of the first member stands (PKWARE APPNOTE 6.3.10 section 4.3.7)."""


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """What a pack holds: the bytes that the digest is of, and an evidence bundle."""

    contents: bytes
    evidence: bytes


def is_pack(octets: bytes) -> bool:
    """Return whether an archive says at its beginning that it is a publishing pack."""
    return octets.startswith(CONTENTS.encode(), _NAME_AT)


def pack_bytes(pack: Pack) -> bytes:
    """Return the file of a pack."""
    members = {CONTENTS: pack.contents, README: RECIPE.encode(), EVIDENCE: pack.evidence}
    return container_bytes(members)


def parse_pack(octets: bytes) -> Pack:
    """Return what a file holds; `pack_bytes` of it are these very bytes.

    Raises:
        LedgerError: ``container_altered``, ``container_too_large``.
        ApiError: ``pack_malformed``.
    """
    members = parse_container(octets)
    if list(members) != [CONTENTS, README, EVIDENCE]:
        raise ApiError("pack_malformed", reason="it has other members")
    if members[README] != RECIPE.encode():
        raise ApiError("pack_malformed", reason=f"{README} is another one")
    return Pack(contents=members[CONTENTS], evidence=members[EVIDENCE])
