"""What the verdict on an evidence bundle says, in English and in Chinese, and as a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, cast

import msgspec

from api.errors import Language, tell
from api.exits import Exit
from api.moments import second
from api.output import Output, Plain
from ledger.evidence.erased import Closed
from ledger.evidence.verdict import Check, Finding, Outcome, Verdict
from ledger.instants import MICROSECONDS, instant_of

EXITS: Final = {
    Outcome.VALID: Exit.YES,
    Outcome.TAMPERED: Exit.NO,
    Outcome.CANNOT_DECIDE: Exit.CANNOT_TELL,
}
COLOURS: Final = {
    Outcome.VALID: "green",
    Outcome.TAMPERED: "bold red",
    Outcome.CANNOT_DECIDE: "yellow",
}
_MARKS: Final = {
    Outcome.VALID: "ok",
    Outcome.TAMPERED: "--",
    Outcome.CANNOT_DECIDE: "??",
    None: "  ",
}
_WIDTH: Final = max(len(check.value) for check in Check)


def evidence_lines(verdict: Verdict, language: Language = "en") -> Iterator[str]:
    """Yield what each check found, and the answer with why; for a no, what it means."""
    for finding in verdict.findings:
        line = _found(finding, language)
        yield f" {_MARKS[finding.outcome]} {finding.check.value:{_WIDTH}}  {line}"
        if verdict.outcome is not Outcome.TAMPERED:
            more = (*_erased(finding.facts, language), *_detached(finding.facts, language))
            yield from (f"{'':{_WIDTH + 6}}{one}" for one in more)
    yield f"{_say(verdict.outcome.value, language)}  {_answer(verdict, language)}"
    if verdict.outcome is Outcome.TAMPERED and verdict.failed is not None:
        yield from _against(verdict.failed, language)


def tell_evidence_verdict(
    output: Output, file: Path, verdict: Verdict, language: Language = "en"
) -> None:
    """Write the verdict on the bundle in ``file`` as a result."""
    lines = [str(file), *(f"  {line}" for line in evidence_lines(verdict, language))]
    record: dict[str, Plain] = {"file": str(file), **evidence_record(verdict)}
    output.result(record, "\n".join(lines), COLOURS[verdict.outcome])


def explained(verdict: Verdict, check: str, language: Language = "en") -> Iterator[str]:
    """Yield what a check is about and what it found; each of them for the empty name."""
    for finding in verdict.findings:
        if check in {"", finding.check.value}:
            yield f"{finding.number}. {finding.check.value}"
            yield f"   {_say(f'explain_{finding.check.value}', language)}"
            yield f"   {_found(finding, language)}"
            yield from _papers(finding.facts, language)
            yield from (f"   {one}" for one in _erased(finding.facts, language))


def _erased(facts: Mapping[str, object], language: Language) -> Iterator[str]:
    """Yield what each erasure closed, when and why."""
    for erasure in _erasures(facts):
        said = {
            "at": second(instant_of(erasure.recorded_at)),
            "why": _say(f"ground_{erasure.ground}", language),
            "reference": erasure.reference,
        }
        if erasure.events:
            yield _say("erased_events", language, events=ranges(erasure.events), **said)
        if erasure.fields:
            fields = ", ".join(f"{one.event} {one.pointer}" for one in erasure.fields)
            yield _say("erased_fields", language, fields=fields, **said)


def _detached(facts: Mapping[str, object], language: Language) -> Iterator[str]:
    """Yield by which algorithms terms of the documents are signed besides, and what was shown."""
    papers = cast("list[dict[str, str]]", facts.get("papers", []))
    for algorithm in sorted({one["detached"] for one in papers} - {""}):
        code = "detached_not_checked" if algorithm == "not_checked" else "detached"
        yield tell("verdict", code, {"algorithm": algorithm}, language)


def _erasures(facts: Mapping[str, object]) -> list[Closed]:
    return msgspec.convert(facts.get("erasures", []), list[Closed])


def ranges(numbers: Sequence[int]) -> str:
    """Return numbers that rise as ``1-3, 5``."""
    parts = list[list[int]]()
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    return ", ".join("-".join(map(str, part)) for part in parts)


def _papers(facts: Mapping[str, object], language: Language) -> Iterator[str]:
    for paper in cast("list[dict[str, object]]", facts.get("papers", [])):
        names = ", ".join(cast("list[str]", paper["signatories"]))
        status = _status(str(paper["status"]), language)
        said = _say("paper", language, sha256=paper["sha256"], status=status, names=names)
        yield f"   {said}"


def _status(status: str, language: Language) -> str:
    if status == "annulled":
        return _say("annulled", language)
    return tell("verdict", f"status_{status}", {}, language)


def evidence_record(verdict: Verdict) -> dict[str, Plain]:
    """Return the verdict as a record for programs."""
    return {
        "verdict": verdict.outcome.value,
        "log": verdict.log,
        "stream": verdict.stream,
        "through": verdict.through,
        "at": verdict.at,
        "erasures": _erasure_records(verdict),
        "checks": [_finding_record(finding) for finding in verdict.findings],
    }


def _erasure_records(verdict: Verdict) -> list[Plain]:
    """Return what was erased, ``at`` in seconds; an altered bundle is not believed."""
    if verdict.outcome is Outcome.TAMPERED:
        return []
    found = [one for finding in verdict.findings for one in _erasures(finding.facts)]
    return [{"at": one.recorded_at // MICROSECONDS, **msgspec.to_builtins(one)} for one in found]


def _finding_record(finding: Finding) -> Plain:
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


def _found(finding: Finding, language: Language) -> str:
    if finding.reason is not None:
        return _why(finding, language)
    if finding.outcome is None:
        return _say("left_out", language)
    facts, line = finding.facts, f"line_{finding.check.value}"
    if facts.get("since") is not None:
        line = "line_time_between"
    if facts.get("later"):
        line = "line_complete_to_then"
    if "erasures" in facts:
        line = "line_history_erased"
    if facts.get("full"):
        line = "line_signatures_full"
    return _say(line, language, **_shown(facts, language)) + _not_counted(facts, language)


def _not_counted(facts: Mapping[str, object], language: Language) -> str:
    others = cast("list[str]", facts.get("not_counted", []))
    return _say("not_counted", language, names=", ".join(others)) if others else ""


def _shown(facts: Mapping[str, object], language: Language) -> dict[str, object]:
    """Return the facts of a finding as its line writes them."""
    shown = dict(facts)
    if "witnesses" in facts:
        seen = cast("list[dict[str, object]]", facts["witnesses"])
        names = (f"{one['name']} {_at(one['at'], language)}" for one in seen)
        shown |= {"count": len(seen), "names": ", ".join(names) or "-"}
    if "by" in facts:
        claimed = instant_of(cast("int", facts["claimed"]))
        shown |= {"by": _at(facts["by"], language), "claimed": second(claimed)}
        shown["since"] = _at(facts["since"], language)
    if "said" in facts:
        shown["said"] = second(instant_of(cast("int", facts["said"])))
    if "named" in facts:
        shown["named"] = _named(facts, language)
    if "papers" in facts:
        papers = cast("list[dict[str, list[str]]]", facts["papers"])
        shown["signed"] = sum(len(paper["signatories"]) for paper in papers)
    return shown


def _named(facts: Mapping[str, object], language: Language) -> str:
    """Return which events name the documents, as the end of a sentence; nothing for none."""
    named = cast("list[dict[str, int]]", facts["named"])
    events = ranges(sorted({one["event"] for one in named}))
    return _say("named_by", language, events=events) if named else ""


def _why(finding: Finding, language: Language) -> str:
    assert finding.reason is not None  # noqa: S101 - only asked for what was not passed
    reason = finding.reason
    return f"{tell('ledger', reason.code, reason.facts, language)} ({reason.code})"


def _answer(verdict: Verdict, language: Language) -> str:
    failed = verdict.failed
    if failed is not None:
        return f"{failed.check.value}: {_why(failed, language)}"
    at, later = _at(verdict.at, language), _later(verdict)
    said = {"stream": verdict.stream, "through": verdict.through, "at": at}
    return _say("whole_to_then" if later else "whole", language, later=later, **said)


def _later(verdict: Verdict) -> int:
    """Return how many events of the log, behind those that are covered, its head has."""
    complete = next(one for one in verdict.findings if one.check is Check.COMPLETE)
    return cast("int", complete.facts["later"])


def _against(failed: Finding, language: Language) -> Iterator[str]:
    assert failed.reason is not None  # noqa: S101 - only asked for what was not passed
    facts = failed.reason.facts
    for name in ("event", "erasure", "expected", "actual"):
        if name in facts:
            yield f"    {_say(name, language)}: {facts[name]}"
    yield f"    {_say('meaning', language)}: {_say(f'means_{failed.check.value}', language)}"


def _at(seconds: object, language: Language) -> str:
    if not isinstance(seconds, int):
        return _say("unwitnessed", language)
    try:
        return second(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):  # a witness may sign any second below 2^63
        return str(seconds)


def _say(code: str, language: Language, **facts: object) -> str:
    return tell("evidence", code, facts, language)
