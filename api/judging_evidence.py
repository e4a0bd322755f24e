"""Judging an evidence bundle that is handed in. Needs no database and no network.

Nor what reads PDFs, unless their signatures are asked for.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from api.clock import now
from api.evidence_verdicts import COLOURS, EXITS, evidence_lines, evidence_record, explained
from api.exits import Exit
from api.output import Output
from api.settings import Settings
from ledger.evidence.documents import Papers
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy_file import parse_policy


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader wants to know; ``check`` is one check to explain, empty for all of them.

    ``policy`` is a log policy. ``full``: judge the signatures of documents by ``trust``, which is a
    trust policy.
    """

    policy: bytes | None = None
    full: bool = False
    trust: bytes | None = None
    explain: bool = False
    check: str = ""
    as_of: datetime | None = None


def tell_evidence(settings: Settings, output: Output, octets: bytes, asked: Asked) -> Exit:
    """Write the verdict on a bundle as a result, and return the status that says the same.

    Raises:
        LedgerError: as `parse_policy`.
        SignatureError: as `read_trust`.
    """
    known = None if asked.policy is None else parse_policy(asked.policy)
    as_of = None if asked.as_of is None else int(asked.as_of.timestamp())
    verdict = verify_evidence(octets, known, as_of, _papers(asked))
    lines = [*explained(verdict, asked.check, settings.language)] if asked.explain else []
    lines += evidence_lines(verdict, settings.language)
    output.result(evidence_record(verdict), "\n".join(lines), COLOURS[verdict.outcome])
    return EXITS[verdict.outcome]


def _papers(asked: Asked) -> Papers | None:
    if not asked.full:
        return None
    from api.judging_papers import papers_by  # noqa: PLC0415 - nobody else waits for what reads PDFs
    from signing.trust import read_trust  # noqa: PLC0415 - as above

    trust = None if asked.trust is None else read_trust(asked.trust)
    return papers_by(trust, asked.as_of or now())
