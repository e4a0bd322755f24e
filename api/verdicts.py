"""What a verdict says to a person, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.errors import Language, tell
from api.moments import second
from signing.verify.verdict import Level, Reason, Verdict

COLOURS: Final = {Level.VALID: "green", Level.CANNOT_TELL: "yellow", Level.NOT_VALID: "bold red"}


def reason_sentence(reason: Reason, language: Language = "en") -> str:
    """Return why a step was not shown, with its code."""
    return f"{tell('signing', reason.code, reason.facts, language)} ({reason.code})"


def finding_lines(verdict: Verdict, language: Language = "en") -> Iterator[str]:
    """Yield each numbered step with what was found, or that nobody was asked."""
    for finding in verdict.findings:
        step = tell("verdict", f"step_{finding.step}", {}, language)
        if finding.reason is not None:
            yield f" -- {finding.number}. {step}: {reason_sentence(finding.reason, language)}"
        elif finding.step == "record" and verdict.status_now == "not_checked":
            unasked = tell("verdict", "ledger_not_asked", {}, language)
            yield f"    {finding.number}. {step}: {unasked}"
        else:
            yield f" ok {finding.number}. {step}"


def verdict_lines(verdict: Verdict, language: Language = "en") -> Iterator[str]:
    """Yield the verdict in few lines: the level, why, and for a valid file who signed."""
    level = tell("verdict", verdict.level.value, {}, language)
    reason = verdict.reason
    if reason is not None:
        yield f"{level} ({verdict.level.standard})  {reason_sentence(reason, language)}"
        if verdict.attested_by:
            yield from _status_lines(verdict, language)
        return
    yield f"{level} ({verdict.level.standard})  sha256 {verdict.pdf_sha256}"
    for one in verdict.signatories:
        who = f"{one.name}, {one.organisation}"
        yield f"    {second(one.at)}  {one.role:9}  {who}"
    yield f"    {_lasting(verdict, language)}"
    if verdict.attested_by:
        paper = tell("verdict", "paper_original", {"office": verdict.attested_by}, language)
        yield f"    {paper}"
    if verdict.detached:
        code = "detached_not_checked" if verdict.detached == "not_checked" else "detached"
        yield f"    {tell('verdict', code, {'algorithm': verdict.detached}, language)}"
    yield from _status_lines(verdict, language)


def _status_lines(verdict: Verdict, language: Language) -> Iterator[str]:
    for status in (verdict.status_now, *verdict.also):
        yield f"    {tell('verdict', f'status_{status}', {}, language)}"


def _lasting(verdict: Verdict, language: Language) -> str:
    """Return whether the file is archived, and until when it can be shown to be valid."""
    until = "" if verdict.lasting_until is None else f"{verdict.lasting_until:%Y-%m-%d}"
    if verdict.archived_at is None:
        return tell("verdict", "not_archived", {"until": until}, language)
    facts = {"at": second(verdict.archived_at), "until": until}
    return tell("verdict", "archived", facts, language)
