"""What is whole is valid, for whoever goes by its log and its witnesses; and for nobody else."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import NoReturn

import pytest
from msgspec.structs import replace
from proven import (
    DEAL,
    LOG,
    ONE_OF_TWO,
    POLICY,
    evidence,
    made_log,
    with_entry,
)
from proving import AT, CHAMBER, REGULATOR, log_key

from ledger.errors import LedgerError
from ledger.evidence.bundle import Bundle, bundle_bytes, parse_bundle
from ledger.evidence.documents import Judged
from ledger.evidence.looking import Looking
from ledger.evidence.verdict import Check, Outcome, Verdict, outcome_of_all
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy import Log, Policy

NOBODY = replace(POLICY, groups=(), quorum="none")
ONE = replace(POLICY, witnesses=POLICY.witnesses[:1], groups=(), quorum="notary-chamber")


def verdict_on(bundle: Bundle, policy: Policy | None = POLICY, as_of: int | None = None) -> Verdict:
    return verify_evidence(bundle_bytes(bundle), policy, as_of)


def why(verdict: Verdict) -> tuple[str, str]:
    """Return the check that decided against a bundle, and why."""
    failed = verdict.failed
    assert failed is not None
    assert failed.reason is not None
    return failed.check.value, failed.reason.code


def test_what_is_whole_is_valid_through_a_position() -> None:
    verdict = verdict_on(evidence())
    assert (verdict.outcome, verdict.through, verdict.at) == (Outcome.VALID, 5, AT + 1)
    assert (verdict.log, verdict.stream) == (str(LOG), str(DEAL))
    assert [finding.outcome for finding in verdict.findings] == [Outcome.VALID] * len(Check)
    assert [finding.number for finding in verdict.findings] == [*range(1, 9)]
    assert verdict.failed is None


def test_a_bundle_comes_back_from_its_bytes() -> None:
    bundle = evidence(20)
    assert parse_bundle(bundle_bytes(bundle)) == bundle


def test_any_program_opens_it() -> None:
    bundle = evidence()
    with zipfile.ZipFile(BytesIO(bundle_bytes(bundle))) as archive:
        assert archive.testzip() is None
        assert archive.read("events/00001.payload") == bundle.events[0].payload
        assert archive.namelist()[:3] == ["manifest.json", "README.md", "checkpoint"]


def test_without_a_policy_nothing_is_decided() -> None:
    verdict = verdict_on(evidence(), None)
    assert verdict.outcome is Outcome.CANNOT_DECIDE
    assert why(verdict) == ("checkpoint", "policy_missing")


def test_by_the_policy_of_another_log_nothing_is_decided() -> None:
    other = replace(POLICY, logs=(Log(log_key("other.example.org").verifier),))
    verdict = verdict_on(evidence(), other)
    assert verdict.outcome is Outcome.CANNOT_DECIDE
    assert why(verdict) == ("checkpoint", "log_not_trusted")


def test_too_few_witnesses_decide_nothing() -> None:
    bundle = made_log().bundle(DEAL, CHAMBER)
    verdict = verdict_on(bundle)
    assert verdict.outcome is Outcome.CANNOT_DECIDE
    assert why(verdict) == ("witnesses", "quorum_not_met")
    assert verdict_on(bundle, ONE_OF_TWO).outcome is Outcome.VALID


def test_a_line_that_nobody_can_verify_decides_nothing() -> None:
    bundle = evidence()
    unnamed = replace(bundle, manifest=replace(bundle.manifest, witnesses=()))
    verdict = verdict_on(unnamed, ONE)
    assert verdict.outcome is Outcome.CANNOT_DECIDE
    assert why(verdict) == ("witnesses", "cosignature_unknown")


def test_a_witness_whom_the_policy_does_not_know_is_named_and_not_counted() -> None:
    verdict = verdict_on(evidence(), ONE)
    facts = verdict.findings[2].facts
    assert (verdict.outcome, verdict.at) == (Outcome.VALID, AT)
    assert [one["name"] for one in facts["witnesses"]] == ["notary-chamber"]  # type: ignore[attr-defined]
    assert facts["not_counted"] == [REGULATOR.name]
    nobody = replace(POLICY, witnesses=(), groups=(), quorum="none")
    assert verdict_on(evidence(), nobody).at is None


def test_as_of_a_moment_only_earlier_cosignatures_count() -> None:
    bundle = evidence()
    assert verdict_on(bundle, as_of=AT).outcome is Outcome.CANNOT_DECIDE
    assert verdict_on(bundle, as_of=AT + 1).at == AT + 1
    assert verdict_on(bundle, ONE_OF_TWO, as_of=AT).at == AT


def test_where_no_witness_is_asked_for_none_says_when() -> None:
    alone = made_log().bundle(DEAL)
    assert (verdict_on(alone, NOBODY).outcome, verdict_on(alone, NOBODY).at) == (
        Outcome.VALID,
        None,
    )
    seen = made_log().bundle(DEAL, CHAMBER, REGULATOR)
    assert verdict_on(seen, NOBODY).at == AT


def test_an_event_stays_closed_to_who_has_no_key() -> None:
    closed = with_entry(evidence(), 3, event_key="")
    verdict = verdict_on(closed)
    assert verdict.outcome is Outcome.VALID
    assert verdict.findings[3].facts["opened"] == 2


def test_what_the_log_says_of_itself_can_be_shown_as_well() -> None:
    log = made_log()
    log.say_heads()
    own = log.kept[-1].stream
    verdict = verdict_on(log.bundle(own, CHAMBER, REGULATOR))
    # the event by which the map is said is in no map yet, and so is left out of the history
    assert why(verdict) == ("complete", "head_map_short")


def test_a_check_that_was_left_out_makes_no_yes() -> None:
    findings = Looking().findings()
    assert {finding.outcome for finding in findings} == {None}
    assert outcome_of_all(findings) is Outcome.CANNOT_DECIDE


@pytest.mark.parametrize("late", [59, 60])
def test_an_event_is_not_later_than_those_who_have_seen_it(late: int) -> None:
    log = made_log()
    log.clock = (AT + 1 + late) * 1_000_000
    log.append(DEAL, "deal.comment_made.v1", {"text": "late"})
    verdict = verdict_on(log.bundle(DEAL, CHAMBER, REGULATOR))
    if late < 60:
        assert verdict.outcome is Outcome.VALID
    else:
        assert why(verdict) == ("time", "time_ahead")


def test_whatever_is_handed_in_is_answered() -> None:
    for octets in (b"", b"PK", b"PK\x03\x04", b"%PDF-1.7"):
        assert verify_evidence(octets, POLICY).outcome is Outcome.TAMPERED


def test_a_policy_that_names_one_key_twice_decides_nothing() -> None:
    def broken() -> NoReturn:
        raise LedgerError("key_ambiguous", name="x")

    looking = Looking()
    assert looking.at(Check.TIME, broken) is None
    assert looking.findings()[6].outcome is Outcome.CANNOT_DECIDE


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ((Outcome.VALID, Outcome.VALID), None),
        ((Outcome.CANNOT_DECIDE, Outcome.VALID), "paper_undecided"),
        ((Outcome.CANNOT_DECIDE, Outcome.TAMPERED), "paper_not_valid"),
    ],
)
def test_whoever_can_read_papers_is_asked_about_their_signatures(
    outcomes: tuple[Outcome, ...], code: str | None
) -> None:
    judged = [Judged(sha256="00" * 32, outcome=one, signatories=("LIN",)) for one in outcomes]
    octets = bundle_bytes(evidence())
    verdict = verify_evidence(octets, POLICY, papers=lambda _, opened: judged[: len(opened)])
    if code is None:
        facts = verdict.findings[7].facts
        paper = {"sha256": "00" * 32, "signatories": ["LIN"], "status": "not_checked"}
        papers = [{**paper, "detached": ""}] * 2
        assert (verdict.outcome, facts["full"], facts["papers"]) == (Outcome.VALID, True, papers)
    else:
        assert why(verdict) == ("signatures", code)
