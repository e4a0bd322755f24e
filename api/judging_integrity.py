"""Judging the integrity of a PDF that is handed in: the first tier, for many files in a row."""

from __future__ import annotations

from msgspec import to_builtins

from api.errors import tell
from api.exits import Exit
from api.moments import second
from api.output import Output
from api.settings import Settings
from api.verdicts import COLOURS, reason_sentence
from signing.errors import SignatureError
from signing.verify.integrity import check_integrity
from signing.verify.verdict import Level
from signing.verify.verifier import reason_of


def tell_integrity(settings: Settings, output: Output, pdf: bytes) -> Exit:
    """Write what was found as a result, and return the status that says the same."""
    language = settings.language
    try:
        intact = check_integrity(pdf)
    except SignatureError as refused:
        reason = reason_of(refused)
        line = tell("verdict", "not_intact", {"why": reason_sentence(reason, language)}, language)
        output.result(
            {"intact": False, "reason": to_builtins(reason)}, line, COLOURS[Level.NOT_VALID]
        )
        return Exit.NO
    facts = {
        "sha256": intact.pdf_sha256,
        "signatures": len(intact.signed_at),
        "stamps": len(intact.archived_at),
        "at": second(max(intact.signed_at + intact.archived_at)),
    }
    line = tell("verdict", "intact", facts, language)
    output.result({"intact": True, **to_builtins(intact)}, line, COLOURS[Level.CANNOT_TELL])
    return Exit.YES
