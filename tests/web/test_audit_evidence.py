"""What auditors download proves itself, to whoever has a policy of somebody they trust."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from databases import prepared
from playwright.sync_api import Browser
from waiting import until
from web_window import Opens, opening
from witnessed_fair import WitnessedFair, witnessed_fair

from aggregates.vocabulary import Role
from ledger.embedded import Server
from ledger.proof.policy import NO_QUORUM, Policy
from ledger.proof.policy_file import policy_text


@pytest.fixture(scope="module")
def witnessed(
    postgres: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WitnessedFair]:
    """Serve a fair whose log is signed and witnessed, in a database of its own."""
    database = prepared(postgres, f"web_evidence_{secrets.token_hex(4)}")
    with witnessed_fair(database, tmp_path_factory.mktemp("evidence")) as served:
        yield served


@pytest.fixture
def opens(browser: Browser, witnessed: WitnessedFair) -> Iterator[Opens]:
    """Return what opens windows on it."""
    with ExitStack() as windows:
        yield opening(browser, witnessed.fair, windows, [])


def test_the_bundle_that_is_downloaded_verifies(
    opens: Opens, witnessed: WitnessedFair, tmp_path: Path
) -> None:
    deal = witnessed.deal().engage()
    auditor = deal.fair.person(Role.AUDITOR)
    until(lambda: deal.reads(auditor, "/evidence").response.status_code == 200)
    here = opens(auditor).goes(f"/audit/deals/{deal.deal}")
    with here.page.expect_download() as downloading:
        here.page.get_by_role("link", name="Download the evidence bundle").click()
    bundle, policy = tmp_path / "deal.evidence.zip", tmp_path / "regulator.policy"
    downloading.value.save_as(bundle)
    by_log = Policy(witnessed.policy.logs, (), (), NO_QUORUM)  # its witnesses' clocks stand still
    policy.write_text(policy_text(by_log), encoding="utf-8")
    verify = [sys.executable, "-m", "api.cli", "verify", str(bundle), "--policy", str(policy)]
    ended = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (ended.returncode, "VALID" in ended.stdout) == (0, True), ended.stdout
