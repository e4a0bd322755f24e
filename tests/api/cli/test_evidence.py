"""``counterseal verify`` on evidence bundles, ``export --evidence``, and the one of the demo."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from commanding import Shell
from conforming.case import closed
from conforming.erasure_cases import erased_person
from conforming.kept import kept, kept_files
from databases import Database, prepared
from msgspec.structs import replace
from playing import settings_for
from plots import LETTER, OPENED, plot
from proven import DEAL, POLICY, evidence, made_log, with_stored
from proving import AT, CHAMBER, REGULATOR
from pydantic import SecretStr
from waiting import until

from api.errors import sentences
from api.evidence_verdicts import evidence_lines, explained
from api.exits import Exit
from api.sequencing import sign_logs
from api.settings import Settings
from ledger.embedded import Server
from ledger.evidence.bundle import bundle_bytes
from ledger.evidence.verdict import Check, Outcome
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy_file import policy_text
from ledger.sequencer.session import lead, opened
from ledger.signed import read_signed

WHOLE = evidence(4)
NEEDLESS = {"pyhanko", "psycopg", "starlette", "pikepdf", "signing.verify", "cryptography.x509"}


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """Write the policy by which the bundles are valid."""
    file = tmp_path / "regulator.policy"
    file.write_text(policy_text(POLICY), encoding="utf-8")
    return file


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Write a bundle; its name does not matter."""
    file = tmp_path / "evidence"
    file.write_bytes(bundle_bytes(WHOLE))
    return file


def test_a_whole_bundle_is_valid_by_a_policy(shell: Shell, bundle: Path, policy: Path) -> None:
    ended = shell("verify", bundle, "--policy", policy)
    ended.then(
        Exit.YES, " ok checkpoint  ", " ok witnesses   2 of 2", "VALID  history of", str(DEAL)
    )


def test_without_a_policy_it_can_not_be_decided(shell: Shell, bundle: Path) -> None:
    ended = shell("verify", bundle)
    ended.then(Exit.CANNOT_TELL, "CANNOT DECIDE", "policy_missing")


def test_a_change_is_told_with_event_check_and_meaning(
    shell: Shell, bundle: Path, policy: Path
) -> None:
    bundle.write_bytes(bundle_bytes(with_stored(WHOLE, 3, meta=b"{}")))
    ended = shell("verify", bundle, "--policy", policy)
    told = ("TAMPERED  inclusion: ", "event: 3", "expected: ", "actual: ", "it means: ")
    ended.then(Exit.NO, *told, "inclusion_refuted")


@pytest.mark.parametrize("offset", [0, 1, 2, 3, -1, -22])
def test_a_bundle_with_a_damaged_beginning_or_end_is_still_judged_as_one(
    shell: Shell, bundle: Path, policy: Path, offset: int
) -> None:
    octets = bytearray(bundle.read_bytes())
    octets[offset] ^= 1
    bundle.write_bytes(octets)
    shell("verify", bundle, "--policy", policy).then(Exit.NO, "TAMPERED", "container_altered")


def test_a_check_is_explained_when_it_is_asked_for(
    shell: Shell, bundle: Path, policy: Path
) -> None:
    ended = shell("verify", bundle, "--policy", policy, "--explain", "complete")
    ended.then(Exit.YES, "6. complete", "which version of each stream")
    assert "5. inclusion" not in ended.out
    assert "5. inclusion" in shell("verify", bundle, "--policy", policy, "--explain").out


def test_a_check_that_there_is_not_can_not_be_explained(shell: Shell, bundle: Path) -> None:
    ended = shell("verify", bundle, "--explain", "completeness")
    ended.then(Exit.USAGE, "completeness is none of bundle, checkpoint")


def test_as_of_a_moment_before_the_witnesses_it_can_not_be_decided(
    shell: Shell, bundle: Path, policy: Path
) -> None:
    ended = shell("verify", bundle, "--policy", policy, "--as-of", "2026-11-22T06:40:07Z")
    ended.then(Exit.CANNOT_TELL, "quorum_not_met")
    shell("verify", bundle, "--policy", policy, "--as-of", "2026-11-23").then(Exit.YES)


def test_programs_get_a_record(shell: Shell, bundle: Path, policy: Path) -> None:
    (record,) = shell("verify", bundle, "--policy", policy, "--json").records
    assert (record["verdict"], record["stream"]) == ("valid", str(DEAL))
    assert [check["outcome"] for check in record["checks"]] == ["valid"] * len(Check)
    (refused,) = shell("verify", bundle, "--json").records
    assert refused["checks"][1]["reason"] == {"code": "policy_missing", "facts": {}}


@pytest.fixture
def erased(tmp_path: Path) -> Path:
    """Write the bundle of a deal that was erased, but for what stands in clear."""
    log = made_log()
    log.append(DEAL, "rates.pinned.v1", {}, clear=True)
    log.append(DEAL, "deal.comment_made.v1", {})
    log.erase()
    file = tmp_path / "erased.evidence.zip"
    file.write_bytes(bundle_bytes(closed(log.bundle(DEAL, CHAMBER, REGULATOR))))
    return file


def test_what_was_erased_is_told_with_when_and_why(
    shell: Shell, erased: Path, policy: Path
) -> None:
    ended = shell("verify", erased, "--policy", policy)
    said = "events 1-3, 5 erased at 2026-11-22 06:39:07Z: ordered by a court (file DPO-2)"
    ended.then(Exit.YES, "1 can be read, 4 erased", said, "VALID  history of")
    explained = shell("verify", erased, "--policy", policy, "--explain", "history")
    explained.then(Exit.YES, "the log itself says", said)
    (record,) = shell("verify", erased, "--policy", policy, "--json").records
    (one,) = record["erasures"]
    assert (one["at"], one["ground"], one["events"]) == (AT - 60, "court", [1, 2, 3, 5])


def test_a_person_who_was_erased_is_told_by_the_field(
    shell: Shell, tmp_path: Path, policy: Path
) -> None:
    file = tmp_path / "person"
    file.write_bytes(bundle_bytes(erased_person()))
    ended = shell("verify", file, "--policy", policy)
    ended.then(Exit.YES, "3 can be read, 0 erased", "in event 1 /who/name: erased at 2026-11-22")


def test_an_erasure_of_another_deal_is_refused(shell: Shell, erased: Path, policy: Path) -> None:
    case = kept("erasure_of_another_deal_fail")
    erased.write_bytes(case.file)
    ended = shell("verify", erased, "--policy", policy)
    ended.then(Exit.NO, "TAMPERED  history: ", "erasure_of_another", "erasure at position: ")
    assert "erased at" not in ended.out
    assert shell("verify", erased, "--policy", policy, "--json").records[0]["erasures"] == []


def test_an_older_history_under_a_newer_head_says_what_it_does_not_cover(
    shell: Shell, tmp_path: Path, policy: Path
) -> None:
    older = tmp_path / "older.evidence.zip"
    older.write_bytes(kept_files("map_of_then")["bundle.evidence.zip"])
    ended = shell("verify", str(older), "--policy", str(policy))
    ended.then(Exit.YES, "head map of 2026-11-22 06:39:07Z: version 3 is the last")
    ended.then(Exit.YES, "through position 5; 2 later events of the log are not covered (2026-")


def test_the_events_that_name_the_documents_are_told(
    shell: Shell, bundle: Path, policy: Path
) -> None:
    ended = shell("verify", str(bundle), "--policy", str(policy))
    ended.then(Exit.YES, "1 documents as recorded, named by event 2 (--full")


def test_a_policy_that_can_not_be_read_decides_nothing(shell: Shell, bundle: Path) -> None:
    shell("verify", bundle, "--policy", bundle).then(Exit.CANNOT_TELL, "policy_malformed")


def test_every_check_has_its_words_in_both_languages() -> None:
    words = sentences("evidence")
    for check in Check:
        for kind in ("line", "means", "explain"):
            assert set(words[f"{kind}_{check.value}"]) == {"en", "zh"}
    assert all(outcome.value in words for outcome in Outcome)


def test_it_speaks_chinese_and_tells_of_any_second() -> None:
    verdict = verify_evidence(bundle_bytes(WHOLE), POLICY)
    assert "有效" in [*evidence_lines(verdict, "zh")][-1]
    assert any("默克尔树" in line for line in explained(verdict, "", "zh"))


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare")
def test_it_takes_no_network_and_neither_pdf_library_nor_database(
    bundle: Path, policy: Path
) -> None:
    program = (
        "import sys\nfrom api.cli import main\n"
        f"sys.argv = ['counterseal', 'verify', {str(bundle)!r}, '--policy', {str(policy)!r}]\n"
        "try:\n    main()\nexcept SystemExit as end:\n"
        f"    print(end.code, sorted({NEEDLESS!r} & set(sys.modules)))\n"
    )
    alone = ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("unshare may not be used here")
    ended = subprocess.run([*alone, sys.executable, "-c", program], capture_output=True, check=True)
    assert ended.stdout.decode().splitlines()[-1] == "0 []"


@pytest.fixture(scope="module")
def settings(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Use a database of this test's own: who signs its logs is alone."""
    database = prepared(postgres, "evidence")
    return Settings(
        database_url=SecretStr(database.dsn()),
        sequencer_url=SecretStr(database.dsn("sequencer")),
        data_directory=tmp_path_factory.mktemp("home"),
    )


def test_the_demonstration_hands_out_the_evidence_of_its_deal(
    shell: Shell, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.sequencer_url is not None
    monkeypatch.setenv("COUNTERSEAL_SEQUENCER_URL", settings.sequencer_url.get_secret_value())
    there, out = shell.at(settings), tmp_path / "out"
    (tmp_path / "deal.yaml").write_text(plot(*OPENED, *LETTER), encoding="utf-8")
    ended = there("demo", "--input", tmp_path / "deal.yaml", "--out", out)
    ended.then(Exit.YES, "VALID  history of", "the demonstration's own and no outsider")
    assert settings.database_url is not None
    logs = read_signed(settings.database_url.get_secret_value())
    assert [log.size for log in logs] == [log.position for log in logs]
    (made,) = out.glob("*.evidence.zip")
    alone = shell.home(tmp_path / "nowhere")
    alone("verify", made, "--policy", out / "demo.policy").then(Exit.YES, "1 of 1", "1 documents")
    alone("verify", made).then(Exit.CANNOT_TELL)
    monkeypatch.setenv("COUNTERSEAL_WITNESSES", str(out / "demo.policy"))
    deal, exported = made.name.partition(".")[0], tmp_path / "exported.zip"
    shell.at(settings)("export", exported, "--evidence", deal).then(Exit.YES, "VALID")


def is_signed_by_another(settings: Settings) -> bool:
    assert settings.sequencer_url is not None
    with opened(settings.sequencer_url.get_secret_value()) as session:
        return not lead(session)


def test_beside_a_fair_that_is_served_its_own_sequencer_signs_and_the_witness_is_shown_it(
    shell: Shell, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.sequencer_url is not None
    monkeypatch.setenv("COUNTERSEAL_SEQUENCER_URL", settings.sequencer_url.get_secret_value())
    stopping, out = Event(), tmp_path / "out"
    (tmp_path / "deal.yaml").write_text(plot(*OPENED), encoding="utf-8")
    signing = Thread(target=sign_logs, args=(settings, stopping, lambda _: None))
    signing.start()
    try:
        until(lambda: is_signed_by_another(settings))
        ended = shell.at(settings)("demo", "--input", tmp_path / "deal.yaml", "--out", out)
    finally:
        stopping.set()
        signing.join()
    ended.then(Exit.YES, "VALID  history of", "1 of 1 (quorum the-demo-itself.example.org)")


def test_of_a_deal_that_is_not_there_or_not_signed_there_is_none(
    shell: Shell, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.evidencing.SECONDS", 0.0)
    there, other = shell.at(settings_for(database, tmp_path / "home")), "3" * 8 + str(DEAL)[8:]
    (tmp_path / "deal.yaml").write_text(plot(*OPENED), encoding="utf-8")
    told = there("demo", "--input", tmp_path / "deal.yaml", "--out", tmp_path / "out")
    told.then(Exit.YES, "No evidence is made")
    deal = told.err.partition("The deal is ")[2].partition(".")[0]
    there("export", tmp_path / "x", "--evidence", other).then(Exit.NO, "deal_unknown")
    there("export", tmp_path / "x", "--evidence", deal).then(Exit.CANNOT_TELL, "evidence_late")
    assert not (tmp_path / "x").exists()


def test_a_witness_that_signed_an_impossible_second_is_told_of_as_it_is() -> None:
    verdict = replace(verify_evidence(bundle_bytes(WHOLE), POLICY), at=2**62)
    assert str(2**62) in [*evidence_lines(verdict)][-1]
