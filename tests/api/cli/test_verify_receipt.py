"""``counterseal verify`` on receipts: offline, by a policy that the reader brings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from commanding import Shell
from given_receipt import TYPE, made_receipt
from proven import POLICY
from proving import CHAMBER, REGULATOR

from api.errors import sentences
from api.exits import Exit
from api.judging_receipts import receipt_lines
from ledger.evidence.receipt import judge_receipt
from ledger.proof.policy import NO_QUORUM
from ledger.proof.policy_file import policy_text
from ledger.proof.receipt import receipt_bytes

WHOLE = made_receipt(CHAMBER, REGULATOR)
NEEDLESS = {"pyhanko", "psycopg", "starlette", "pikepdf"}
LEAF = str(judge_receipt(receipt_bytes(WHOLE), POLICY).findings[3].facts["leaf"])


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """Write the policy by which the receipt is valid."""
    file = tmp_path / "regulator.policy"
    file.write_text(policy_text(POLICY), encoding="utf-8")
    return file


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    """Write the receipt."""
    file = tmp_path / "mine.tlog-proof"
    file.write_bytes(receipt_bytes(WHOLE))
    return file


def test_a_receipt_is_valid_by_a_policy(shell: Shell, receipt: Path, policy: Path) -> None:
    ended = shell("verify", receipt, "--policy", policy)
    ended.then(Exit.YES, " ok witnesses   2 of 2", TYPE, " ok inclusion   number 2 of 3", "VALID")
    shell("verify", receipt, "--policy", policy, "--leaf", LEAF).then(Exit.YES, "VALID")


def test_the_opening_may_be_given_beside_it(
    shell: Shell, receipt: Path, policy: Path, tmp_path: Path
) -> None:
    opening = tmp_path / "opening"
    opening.write_bytes(WHOLE.extra)
    receipt.write_bytes(receipt_bytes(msgspec.structs.replace(WHOLE, extra=b"")))
    shell("verify", receipt, "--policy", policy).then(Exit.CANNOT_TELL, "leaf_missing")
    given = shell("verify", receipt, "--policy", policy, "--opening", opening)
    given.then(Exit.YES, f"leaf {LEAF}")


def test_a_receipt_of_something_else_is_refused(shell: Shell, receipt: Path, policy: Path) -> None:
    ended = shell("verify", receipt, "--policy", policy, "--leaf", "00" * 32)
    ended.then(Exit.NO, "TAMPERED", "leaf_of_another")
    receipt.write_bytes(receipt.read_bytes().replace(b"index 1\n", b"index 0\n"))
    shell("verify", receipt, "--policy", policy).then(Exit.NO, "TAMPERED", "inclusion")


def test_without_a_policy_it_can_not_be_decided(shell: Shell, receipt: Path) -> None:
    shell("verify", receipt).then(Exit.CANNOT_TELL, "CANNOT DECIDE", "policy_missing")


@pytest.mark.parametrize("leaf", ["00", "x" * 64])
def test_a_leaf_that_is_none_is_a_mistake(
    shell: Shell, receipt: Path, policy: Path, leaf: str
) -> None:
    shell("verify", receipt, "--policy", policy, "--leaf", leaf).then(Exit.USAGE)


def test_an_opening_that_is_none_is_a_mistake(shell: Shell, receipt: Path, policy: Path) -> None:
    shell("verify", receipt, "--policy", policy, "--opening", receipt).then(Exit.USAGE)


def test_programs_get_a_record(shell: Shell, receipt: Path, policy: Path) -> None:
    (record,) = shell("verify", receipt, "--policy", policy, "--json").records
    assert (record["verdict"], record["position"]) == ("valid", 2)
    assert [one["check"] for one in record["checks"]][-1] == "inclusion"
    (without,) = shell("verify", receipt, "--json").records
    assert without["checks"][0]["reason"]["code"] == "policy_missing"


def test_what_nobody_outside_has_seen_is_said_so_in_each_language() -> None:
    alone = msgspec.structs.replace(POLICY, quorum=NO_QUORUM)
    verdict = judge_receipt(receipt_bytes(made_receipt()), alone)
    for language, told in sentences("receipt")["seen_by_nobody"].items():
        assert [*receipt_lines(verdict, language)][-1].endswith(told.format(position=2))


def test_it_needs_no_database_and_no_pdf_library(receipt: Path, policy: Path) -> None:
    program = (
        "import sys\nfrom api.cli import main\n"
        f"sys.argv = ['counterseal', 'verify', {str(receipt)!r}, '--policy', {str(policy)!r}]\n"
        "try:\n    main()\nexcept SystemExit as end:\n"
        f"    print(end.code, sorted({NEEDLESS!r} & set(sys.modules)))\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ended.stdout.decode().splitlines()[-1] == "0 []"
