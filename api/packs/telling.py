"""What the verdict on a publishing pack says, in English and in Chinese, and as a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, cast

from api.errors import Language, tell
from api.moments import second
from api.output import Plain
from api.packs.verdict import PackCheck, PackFinding, PackVerdict
from ledger.evidence.verdict import Outcome

_MARKS: Final = {
    Outcome.VALID: "ok",
    Outcome.TAMPERED: "--",
    Outcome.CANNOT_DECIDE: "??",
    None: "  ",
}
_WIDTH: Final = max(len(check.value) for check in PackCheck)


def pack_lines(verdict: PackVerdict, language: Language = "en") -> Iterator[str]:
    """Yield what each check found, and the answer with why."""
    for finding in verdict.findings:
        mark, said = _MARKS[finding.outcome], _found(finding, language)
        yield f" {mark} {finding.check.value:{_WIDTH}}  {said}"
    yield f"{_say(verdict.outcome.value, language)}  {_answer(verdict, language)}"
    if _newer(verdict):
        yield f"    {_say('newer', language)}"


def explained_pack(verdict: PackVerdict, check: str, language: Language = "en") -> Iterator[str]:
    """Yield what a check is about and what it found; each of them for the empty name."""
    for finding in verdict.findings:
        if check in {"", finding.check.value}:
            yield f"{finding.number}. {finding.check.value}"
            yield f"   {_say(f'explain_{finding.check.value}', language)}"
            yield f"   {_found(finding, language)}"


def pack_record(verdict: PackVerdict) -> dict[str, Plain]:
    """Return the verdict as a record for programs."""
    contents = verdict.contents
    said: dict[str, Plain] = {}
    if contents is not None:
        said = {
            "edition": contents.edition,
            "publication": contents.publication,
            "number": contents.number,
            "status": contents.status,
            "cut_off": contents.cut_off.isoformat(),
            "position": contents.position,
        }
    return {
        "verdict": verdict.outcome.value,
        **said,
        "newer": _newer(verdict),
        "checks": [_finding_record(finding) for finding in verdict.findings],
    }


def _finding_record(finding: PackFinding) -> Plain:
    reason: Plain = None
    if finding.reason is not None:
        facts = {name: str(fact) for name, fact in finding.reason.facts.items()}
        reason = {"code": finding.reason.code, "facts": cast("Plain", facts)}
    return {
        "number": finding.number,
        "check": finding.check.value,
        "outcome": finding.outcome.value if finding.outcome else None,
        "facts": cast("Plain", dict(finding.facts)),
        "reason": reason,
    }


def _found(finding: PackFinding, language: Language) -> str:
    if finding.reason is not None:
        return _why(finding, language)
    if finding.outcome is None:
        return _say("left_out", language)
    facts = dict(finding.facts)
    if "at" in facts:
        facts["at"] = _at(facts["at"], language)
    if "status" in facts:
        facts["status"] = _say(str(facts["status"]), language)
    return _say(f"line_{finding.check.value}", language, **facts)


def _why(finding: PackFinding, language: Language) -> str:
    assert finding.reason is not None  # noqa: S101 - only asked for what was not passed
    reason = finding.reason
    return f"{tell(finding.source, reason.code, reason.facts, language)} ({reason.code})"


def _answer(verdict: PackVerdict, language: Language) -> str:
    failed, contents = verdict.failed, verdict.contents
    if failed is not None:
        return f"{failed.check.value}: {_why(failed, language)}"
    assert contents is not None  # noqa: S101 - there is nothing against it, so it was read
    return _say(
        "whole",
        language,
        edition=contents.edition_name,
        number=contents.number,
        status=_say(contents.status, language),
        cut_off=second(contents.cut_off),
        position=contents.position,
    )


def _newer(verdict: PackVerdict) -> bool:
    return any(bool(finding.facts.get("newer")) for finding in verdict.findings)


def _at(seconds: object, language: Language) -> str:
    if not isinstance(seconds, int):
        return _say("unwitnessed", language)
    try:
        return second(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):  # a witness may sign any second below 2^63
        return str(seconds)


def _say(code: str, language: Language, **facts: object) -> str:
    return tell("pack", code, facts, language)
