"""Judging an archive that is handed in: a publishing pack, or what else it can be, a bundle."""

from __future__ import annotations

from api.exits import Exit
from api.judging_evidence import Asked, tell_evidence
from api.output import Output
from api.packs.pack import is_pack
from api.settings import Settings


def tell_archive(settings: Settings, output: Output, octets: bytes, asked: Asked) -> Exit:
    """Write the verdict on it as a result, and return the status that says the same.

    Raises:
        LedgerError, SignatureError: as `tell_evidence` and `tell_pack`.
    """
    if not is_pack(octets):
        return tell_evidence(settings, output, octets, asked)
    from api.judging_packs import tell_pack  # noqa: PLC0415 - figures bring what speaks to a database

    return tell_pack(settings, output, octets, asked)
