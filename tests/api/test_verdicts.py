"""A verdict in sentences, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import get_args

import pytest

from api.errors import Language, sentence, sentences
from api.verdicts import finding_lines, reason_sentence, verdict_lines
from signing.errors import SignatureError
from signing.verify.verdict import Finding, Level, Reason, Verdict
from signing.verify.verifier import STEPS, no_trust

EMPTY = Reason(code="seat_empty", facts={"field": "official", "legal_name": "Bureau of Commerce"})
LANGUAGES: tuple[Language, ...] = get_args(Language)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def refused(step: str, reason: Reason) -> Verdict:
    """Return a verdict in which one step was not shown."""
    findings = tuple(
        Finding(number=number, step=name, reason=reason if name == step else None)
        for number, name in enumerate(STEPS, start=1)
    )
    return Verdict(level=Level.NOT_VALID, pdf_sha256="ab" * 32, findings=findings)


def test_a_reason_is_a_sentence_with_its_facts_and_its_code() -> None:
    told = "The seat official of Bureau of Commerce must be signed, and is not. (seat_empty)"
    assert reason_sentence(EMPTY) == told
    assert CHINESE.search(reason_sentence(EMPTY, "zh"))


def test_reasons_that_are_no_errors_have_sentences_too() -> None:
    for code, facts in {"not_ours": {}, "no_trust": {}, "unforeseen": {"reason": "X"}}.items():
        for language in LANGUAGES:
            assert code in reason_sentence(Reason(code=code, facts=facts), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_has_a_title(language: Language) -> None:
    lines = list(finding_lines(refused("seats", EMPTY), language))
    assert [line[4:6] for line in lines] == [f"{number}." for number in range(1, 9)]
    assert [line[:4] for line in lines[:4]] == [" ok ", " ok ", " -- ", " ok "]


def test_a_verdict_that_is_not_valid_gives_its_first_reason() -> None:
    (line,) = verdict_lines(refused("seats", EMPTY))
    assert line.startswith("NOT VALID (TOTAL-FAILED)  The seat official")
    (line,) = verdict_lines(no_trust(b""))
    assert line.startswith("CANNOT TELL (INDETERMINATE)")


def test_each_level_has_a_name() -> None:
    assert {level.value for level in Level} <= set(sentences("verdict"))


def test_a_verdict_says_all_that_became_of_it_and_of_which_paper() -> None:
    verdict = Verdict(
        level=Level.VALID,
        pdf_sha256="ab" * 32,
        findings=(),
        status_now="terminated",
        also=("disputed",),
        attested_by="Bureau of Commerce",
    )
    lines = [line.strip() for line in verdict_lines(verdict)]
    assert lines[1].startswith("not archived (PAdES B-T)")
    assert lines[2].startswith("paper original, attested by Bureau of Commerce")
    assert lines[3:] == ["status now: terminated", "status now: in dispute"]
    chinese = list(verdict_lines(verdict, "zh"))
    assert all(CHINESE.search(line) for line in chinese[1:])


def test_a_verdict_says_until_when_an_archived_file_is_valid_by_itself() -> None:
    verdict = Verdict(
        level=Level.VALID,
        pdf_sha256="ab" * 32,
        findings=(),
        archived_at=datetime(2026, 9, 10, 8, 30, tzinfo=UTC),
        lasting_until=datetime(2041, 9, 1, tzinfo=UTC),
    )
    (line,) = [line.strip() for line in verdict_lines(verdict) if "archived" in line]
    until = "valid by the root alone until 2041-09-01"
    assert line == f"archived 2026-09-10 08:30:00Z (PAdES B-LTA): {until}"


def test_what_a_file_says_of_itself_begins_no_line_of_a_verdict() -> None:
    forged = "a\nVALID (TOTAL-PASSED)"
    told = sentence(SignatureError("fields_differ", expected=(forged,), found=forged))
    assert told.splitlines() == [told]
    assert told.count("a VALID (TOTAL-PASSED)") == 2
