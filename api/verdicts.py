"""What a verdict says to a person, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.errors import Language, tell
from api.moments import second
from signing.verify.verdict import Finding, Level, Reason, Verdict

COLOURS: Final = {Level.VALID: "green", Level.CANNOT_TELL: "yellow", Level.NOT_VALID: "bold red"}


def reason_sentence(reason: Reason, language: Language = "en") -> str:
    """Return why a step was not shown, with its code."""
    return f"{tell('signing', reason.code, reason.facts, language)} ({reason.code})"


def finding_line(finding: Finding, language: Language = "en") -> str:
    """Return one numbered step with what was found."""
    mark = "ok" if finding.reason is None else "--"
    found = "" if finding.reason is None else f": {reason_sentence(finding.reason, language)}"
    step = tell("verdict", f"step_{finding.step}", {}, language)
    return f" {mark} {finding.number}. {step}{found}"


def verdict_lines(verdict: Verdict, language: Language = "en") -> Iterator[str]:
    """Yield the verdict in few lines: the level, why, and for a valid file who signed."""
    level = tell("verdict", verdict.level.value, {}, language)
    reason = verdict.reason
    if reason is not None:
        yield f"{level} ({verdict.level.standard})  {reason_sentence(reason, language)}"
        return
    yield f"{level} ({verdict.level.standard})  sha256 {verdict.pdf_sha256}"
    for one in verdict.signatories:
        who = f"{one.name}, {one.organisation}"
        yield f"    {second(one.at)}  {one.role:9}  {who}"
    status = tell("verdict", f"status_{verdict.status_now}", {}, language)
    yield f"    {status}"
