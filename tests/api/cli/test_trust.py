"""``counterseal trust export``: what a paper is verified by when nobody can be asked any more."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from commanding import Shell
from playing import Shown
from tools import need

from api.clock import now
from api.exits import Exit
from signing.trust import TrustPolicy, read_trust
from signing.verify.case import Case
from signing.verify.signed import signed_fields
from signing.verify.verdict import Level
from signing.verify.verifier import verify


@pytest.fixture
def exported(shown: Shown, shell: Shell, tmp_path: Path) -> Path:
    """The files, as the registry of the demonstration hands them out."""
    folder = tmp_path / "trust"
    ended = shell.at(shown.settings)("trust", "export", folder)
    ended.then(Exit.YES, *(str(folder / name) for name in ("trust.json", "root.pem", "root.crl")))
    return folder


def level(pdf: bytes, trust: TrustPolicy, years: int) -> Level:
    """Return the verdict so many years from now."""
    return verify(Case(pdf=pdf, trust=trust, at=now() + timedelta(days=365 * years))).level


@pytest.mark.parametrize("years", [0, 1, 5, 8])
def test_a_sealed_agreement_is_valid_by_it_years_later(
    shown: Shown, exported: Path, years: int
) -> None:
    trust = read_trust((exported / "trust.json").read_bytes())
    assert level((shown.out / "agreement.pdf").read_bytes(), trust, years) is Level.VALID


def test_the_same_agreement_without_its_archive_is_not(shown: Shown, exported: Path) -> None:
    trust = read_trust((exported / "trust.json").read_bytes())
    pdf = (shown.out / "agreement.pdf").read_bytes()
    case = Case(pdf=pdf, trust=trust, at=now())
    last = signed_fields(case.file, case.fields, len(case.signed))[-1]
    before = pdf[: last.revision.end]
    assert level(before, trust, 8) is Level.NOT_VALID


def test_the_command_line_takes_it(shown: Shown, shell: Shell, exported: Path) -> None:
    agreement, policy = shown.out / "agreement.pdf", exported / "trust.json"
    shell("verify", agreement, "--policy", policy).then(Exit.YES, "VALID (TOTAL-PASSED)", "B-LTA")


def test_openssl_reads_the_root_and_its_list(exported: Path) -> None:
    asked = [need("openssl"), "crl", "-inform", "DER", "-in", str(exported / "root.crl")]
    told = subprocess.run(
        [*asked, "-CAfile", str(exported / "root.pem"), "-noout"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert "verify OK" in told.stderr


def test_where_nothing_is_installed_there_is_nobody_to_trust(shell: Shell, tmp_path: Path) -> None:
    ended = shell("trust", "export", tmp_path / "trust")
    ended.then(Exit.CANNOT_TELL, "not_installed")
