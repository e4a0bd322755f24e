"""``counterseal verify BUNDLE --full``: the signatures of its PDFs, by the reader's own trust."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from commanding import Shell
from msgspec.structs import replace
from playing import Shown
from recipes import NEEDED, followed

from api.clock import now
from api.exits import Exit
from api.judging_papers import papers_by
from ledger.evidence.bundle import Bundle, bundle_bytes, parse_bundle
from ledger.evidence.documents import Judged, Papers
from ledger.evidence.verdict import Outcome, Verdict
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy import Policy
from ledger.proof.policy_file import parse_policy
from signing.trust import TrustPolicy, read_trust


@pytest.fixture(scope="session")
def made(shown: Shown) -> Path:
    """Find the bundle that the demonstration handed out."""
    (file,) = shown.out.glob("*.evidence.zip")
    return file


@pytest.fixture(scope="session")
def bundle(made: Path) -> Bundle:
    """Read it."""
    return parse_bundle(made.read_bytes())


@pytest.fixture(scope="session")
def trust(shown: Shown) -> TrustPolicy:
    """Trust the registry of the demonstration."""
    return read_trust((shown.out / "trust.json").read_bytes())


@pytest.fixture
def judge(shown: Shown, bundle: Bundle) -> Callable[..., Verdict]:
    """Verify a bundle, or the one of the demonstration, and what it carries."""
    policy: Policy = parse_policy((shown.out / "demo.policy").read_bytes())

    def judged(papers: Papers, other: Bundle = bundle) -> Verdict:
        return verify_evidence(bundle_bytes(other), policy, papers=papers)

    return judged


def test_every_paper_is_valid_by_the_trust_of_the_reader(
    shell: Shell, shown: Shown, made: Path, tmp_path: Path
) -> None:
    alone, policy = shell.home(tmp_path), shown.out / "demo.policy"
    full = ("--full", "--trust", shown.out / "trust.json")
    ended = alone("verify", made, "--policy", policy, *full)
    ended.then(Exit.YES, "3 documents as recorded, each of them VALID: 15 signatures hold")
    ended.then(Exit.YES, "the registry signed the terms by ML-DSA-65 as well: right")
    told = alone("verify", made, "--policy", policy, *full, "--explain", "signatures")
    told.then(Exit.YES, "in force", "LIN Jiahe, Minhai Energy")


def test_without_a_trust_of_the_readers_own_it_can_not_be_decided(
    shell: Shell, shown: Shown, made: Path, tmp_path: Path
) -> None:
    ended = shell.home(tmp_path)("verify", made, "--policy", shown.out / "demo.policy", "--full")
    ended.then(Exit.CANNOT_TELL, "paper_undecided", "no_trust")


def test_by_the_trust_in_somebody_else_it_can_not_be_decided(
    judge: Callable[..., Verdict], trust: TrustPolicy
) -> None:
    stranger = replace(trust, organisation="Another", issuers=(), crls=())
    verdict = judge(papers_by(stranger, now()))
    assert verdict.outcome is not Outcome.VALID


def test_as_of_before_they_were_signed_they_are_not_valid(
    shell: Shell, shown: Shown, made: Path, tmp_path: Path
) -> None:
    full = ("--full", "--trust", shown.out / "trust.json", "--as-of", "2020-01-01")
    ended = shell.home(tmp_path)("verify", made, "--policy", shown.out / "demo.policy", *full)
    ended.then(Exit.NO, "paper_not_valid", "time_stamp_untrusted")


def test_where_not_all_is_opened_the_papers_stand_alone(
    judge: Callable[..., Verdict], bundle: Bundle, trust: TrustPolicy
) -> None:
    first, *others = bundle.entries
    closed = replace(bundle.manifest, events=(replace(first, event_key=""), *others))
    verdict = judge(papers_by(trust, now()), replace(bundle, manifest=closed))
    assert verdict.outcome is Outcome.VALID
    papers = verdict.findings[7].facts["papers"]
    assert {one["status"] for one in papers} == {"not_checked"}  # type: ignore[attr-defined]


def test_one_paper_that_is_not_valid_outweighs_one_that_can_not_be_judged(
    judge: Callable[..., Verdict], bundle: Bundle
) -> None:
    digests = [sha256(pdf).hexdigest() for pdf in bundle.files]
    outcomes = (Outcome.VALID, Outcome.CANNOT_DECIDE, Outcome.TAMPERED)
    answers = [
        Judged(sha256=one, outcome=outcome, why="x")
        for one, outcome in zip(digests, outcomes, strict=True)
    ]
    assert judge(lambda _, __: answers).outcome is Outcome.TAMPERED
    assert judge(lambda _, __: answers[:2]).outcome is Outcome.CANNOT_DECIDE
    assert judge(lambda _, __: answers[:1]).outcome is Outcome.VALID


@pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="needs openssl")
def test_who_has_no_such_program_looks_at_certificates_and_time_stamps(
    shown: Shown, made: Path, tmp_path: Path
) -> None:
    policy = (shown.out / "demo.policy").read_bytes()
    *_, documents = ended = followed(made.read_bytes(), policy, tmp_path)
    assert [one.returncode for one in ended] == [0] * 4
    assert documents.stdout.count("files/") == 3
    assert "subject=" in documents.stdout
    assert "Time stamp:" in documents.stdout
