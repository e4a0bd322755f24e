"""Judging a receipt that is handed in. Needs no database and no network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

import msgspec

from api.errors import Language, tell
from api.evidence_verdicts import COLOURS, EXITS
from api.exits import Exit
from api.moments import second
from api.output import Output, Plain
from api.settings import Settings
from ledger.evidence.receipt import ReceiptCheck, ReceiptFinding, ReceiptVerdict, judge_receipt
from ledger.evidence.verdict import Outcome
from ledger.instants import MICROSECONDS, instant_of
from ledger.proof.policy_file import parse_policy

_MARKS: Final = {Outcome.VALID: "ok", Outcome.TAMPERED: "--", Outcome.CANNOT_DECIDE: "??"}
_WIDTH: Final = max(len(check.value) for check in ReceiptCheck)


class AskedOfReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """By which log policy a reader judges a receipt, and of which event they expect it to be.

    ``leaf`` is not needed for receipts of this ledger, which say themselves of what they are.
    """

    policy: bytes | None = None
    leaf: bytes | None = None


def tell_receipt(settings: Settings, output: Output, octets: bytes, asked: AskedOfReceipt) -> Exit:
    """Write the verdict on a receipt as a result, and return the status that says the same.

    Raises:
        LedgerError: as `parse_policy`.
    """
    policy = None if asked.policy is None else parse_policy(asked.policy)
    verdict = judge_receipt(octets, policy, asked.leaf)
    lines = receipt_lines(verdict, settings.language)
    output.result(receipt_record(verdict), "\n".join(lines), COLOURS[verdict.outcome])
    return EXITS[verdict.outcome]


def receipt_lines(verdict: ReceiptVerdict, language: Language = "en") -> Iterator[str]:
    """Yield what each check found, and the answer with why."""
    for finding in verdict.findings:
        line = _found(finding, language)
        yield f" {_MARKS[finding.outcome]} {finding.check.value:{_WIDTH}}  {line}"
    yield f"{tell('evidence', verdict.outcome.value, {}, language)}  {_answer(verdict, language)}"


def receipt_record(verdict: ReceiptVerdict) -> dict[str, Plain]:
    """Return the verdict as a record for programs."""
    return {
        "verdict": verdict.outcome.value,
        "position": verdict.position,
        "at": verdict.at,
        "checks": [_record(finding) for finding in verdict.findings],
    }


def _record(finding: ReceiptFinding) -> Plain:
    reason: Plain = None
    if finding.reason is not None:
        facts = {name: str(fact) for name, fact in finding.reason.facts.items()}
        reason = {"code": finding.reason.code, "facts": cast("Plain", facts)}
    return {
        "check": finding.check.value,
        "outcome": finding.outcome.value,
        "facts": cast("Plain", finding.facts),
        "reason": reason,
    }


def _found(finding: ReceiptFinding, language: Language) -> str:
    if finding.reason is not None:
        return _why(finding, language)
    facts, code = dict(finding.facts), f"line_{finding.check.value}"
    if "witnesses" in facts:
        seen = cast("list[dict[str, object]]", facts["witnesses"])
        names = ", ".join(f"{one['name']} {_second(one['at'])}" for one in seen)
        facts |= {"count": len(seen), "names": names or "-"}
    if "recorded_at" in facts:
        facts["recorded_at"] = _second(cast("int", facts["recorded_at"]) // MICROSECONDS)
    elif finding.check is ReceiptCheck.EVENT:
        code = "line_leaf"
    return tell("receipt", code, facts, language)


def _answer(verdict: ReceiptVerdict, language: Language) -> str:
    last = verdict.findings[-1]
    if last.reason is not None:
        return f"{last.check.value}: {_why(last, language)}"
    code = "seen_by_nobody" if verdict.at is None else "shown"
    facts = {"position": verdict.position, "at": _second(verdict.at or 0)}
    return tell("receipt", code, facts, language)


def _why(finding: ReceiptFinding, language: Language) -> str:
    assert finding.reason is not None  # noqa: S101 - only asked for what was not passed
    reason = finding.reason
    return f"{tell('ledger', reason.code, reason.facts, language)} ({reason.code})"


def _second(seconds: object) -> str:
    try:
        return second(instant_of(cast("int", seconds) * MICROSECONDS))
    except (ValueError, OverflowError):  # who signs may name any second below 2^63
        return str(seconds)
