"""Judging a publishing pack that is handed in. Needs no database and no network."""

from __future__ import annotations

from api.evidence_verdicts import COLOURS, EXITS
from api.exits import Exit
from api.judging_evidence import Asked
from api.output import Output
from api.packs.telling import explained_pack, pack_lines, pack_record
from api.packs.verifier import verify_pack
from api.settings import Settings
from ledger.proof.policy_file import parse_policy


def tell_pack(settings: Settings, output: Output, octets: bytes, asked: Asked) -> Exit:
    """Write the verdict on a pack as a result, and return the status that says the same.

    Raises:
        LedgerError: as `parse_policy`.
    """
    known = None if asked.policy is None else parse_policy(asked.policy)
    as_of = None if asked.as_of is None else int(asked.as_of.timestamp())
    verdict, language = verify_pack(octets, known, as_of), settings.language
    lines = [*explained_pack(verdict, asked.check, language)] if asked.explain else []
    lines += pack_lines(verdict, language)
    output.result(pack_record(verdict), "\n".join(lines), COLOURS[verdict.outcome])
    return EXITS[verdict.outcome]
