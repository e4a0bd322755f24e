"""Papers that strangers hand in are judged in a process apart, within bounds, and fail closed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO

import httpx2
import msgspec
import pytest
from hostile import objects
from http_fair import Fair
from msgspec.structs import replace
from pydantic import SecretStr

from aggregates.signing_sheet import SigningSheet
from api.accounts.identities import AccountIdentities
from api.apart.bounds import Bounds
from api.http.app import create_app
from api.http.serving import serving
from api.judging_apart import Judge, Judged, judge
from api.refusals import ApiError
from api.settings import Settings
from api.storage.reading import Reading
from api.verifying import Verifier
from ledger.errors import LedgerError
from signing.registry.trust import trust_policy
from signing.trust import TrustPolicy
from signing.verify.case import Record
from signing.verify.verdict import Level, Verdict
from signing.verify.verifier import no_trust

BOMB = objects()
"""Reading it takes seconds of a processor, and a hundred times its length."""
FOREIGN = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
PAPER = b"%PDF-1.7 a paper"
SHEET = SigningSheet(
    deal="deal-1",
    instrument="letter-1",
    terms_sha256="ab" * 32,
    page_code="cd" * 16,
    instant="2026-09-08T12:00:00Z",
    edition="edition-1",
    edition_name="Harbour Fair",
    seats=(),
)


@pytest.fixture(scope="module")
def trust(fair: Fair) -> TrustPolicy:
    """Return whom the fair trusts."""
    return trust_policy(fair.house.installation.authority, (), fair.house.clock())


@pytest.fixture
def bounded(trust: TrustPolicy, fair: Fair) -> Iterator[Callable[..., Callable[[bytes], Verdict]]]:
    """Make judges with bounds of choice; each is asked for a verdict on a file."""
    made: list[Judge] = []

    def make(**bounds: float) -> Callable[[bytes], Verdict]:
        made.append(judge(1, replace(Bounds(), **bounds)))
        at = fair.house.clock()
        return lambda pdf: made[-1].judged(pdf, trust, at, nothing_recorded)

    yield make
    for one in made:
        one.close()


def nothing_recorded(_: SigningSheet, __: str) -> Record | None:
    """Say what the ledger says of what it does not know."""
    return Record(base_pdf_sha256="", pdf_sha256="", status_now="not_checked")


def code(verdict: Verdict) -> tuple[Level, str]:
    """Return the level, and the code of the first reason."""
    return verdict.level, verdict.reason.code if verdict.reason else ""


NOT_JUDGED = Level.CANNOT_TELL, "not_judged"
NOT_OURS = Level.CANNOT_TELL, "not_ours"


# the program by itself has mapped some 70 MiB: what it needs for this file is well beyond the rest
@pytest.mark.parametrize("bounds", [{"cpu_seconds": 1}, {"memory_bytes": 96 * 1024**2}])
def test_a_bomb_of_objects_is_not_judged_and_the_next_file_is(
    bounded: Callable[..., Callable[[bytes], Verdict]], bounds: dict[str, float]
) -> None:
    judged = bounded(**bounds)
    assert code(judged(FOREIGN)) == NOT_OURS
    assert code(judged(BOMB)) == NOT_JUDGED
    assert code(judged(FOREIGN)) == NOT_OURS


def test_within_the_bounds_the_same_file_gets_its_verdict(
    bounded: Callable[..., Callable[[bytes], Verdict]],
) -> None:
    assert code(bounded()(BOMB)) == NOT_OURS


def test_a_file_that_takes_too_long_by_the_clock_is_to_come_again(
    bounded: Callable[..., Callable[[bytes], Verdict]],
) -> None:
    judged = bounded(wall_seconds=0.05)
    with pytest.raises(ApiError, match="verifier_busy") as refused:
        judged(BOMB)
    assert refused.value.facts["retry_after"]


def test_over_http_a_bomb_is_told_to_be_one_and_nobody_else_waits(fair: Fair) -> None:
    house = fair.house
    reading = Reading(house.database.dsn())
    verifier = Verifier(house.installation, Bounds(cpu_seconds=1))
    settings = Settings(database_url=SecretStr(house.database.dsn()), data_directory=fair.folder)
    identities = AccountIdentities(house.accounts, reading)
    app = create_app(house.installation, settings, identities, (reading, verifier))
    headers = {"content-type": "application/pdf"}
    with serving(app) as url, httpx2.Client(base_url=f"{url}/api/v1", timeout=60) as client:
        bomb, foreign = (
            client.post("/verify", content=one, headers=headers) for one in (BOMB, FOREIGN)
        )
    assert bomb.status_code == foreign.status_code == 200
    told = [(one.json()["level"], one.json()["findings"][0]["code"]) for one in (bomb, foreign)]
    assert told == [("cannot_tell", "not_judged"), ("cannot_tell", "not_ours")]
    assert "broken off" in bomb.json()["findings"][0]["detail"]


class TakenOver:
    """A process that a file has taken over: it says what it likes of every file."""

    def __init__(self, said: bytes) -> None:
        self.said = said

    def ask(self, file: BinaryIO, about: bytes, /) -> bytes:
        """Say it."""
        assert file.read()
        assert about
        return self.said

    def close(self) -> None:
        """There is nothing to end."""


def valid(pdf: bytes) -> Verdict:
    """Return that a file is valid."""
    return replace(no_trust(pdf), level=Level.VALID, findings=())


def says(*, pdf: bytes = PAPER, sheet: SigningSheet | None = SHEET) -> bytes:
    return msgspec.msgpack.encode(Judged(verdict=valid(pdf), sheet=sheet))


def record_of(pdf: bytes, status: str = "in_force") -> Record:
    return Record(base_pdf_sha256="", pdf_sha256=hashlib.sha256(pdf).hexdigest(), status_now=status)


@pytest.mark.parametrize(
    ("said", "record"),
    [
        (says(), record_of(b"another")),
        (says(), record_of(PAPER, "annulled")),
        (says(), nothing_recorded(SHEET, "")),
        (says(sheet=None), record_of(PAPER)),
        (says(pdf=b"another"), record_of(PAPER)),
        (b"\x93 nonsense", record_of(PAPER)),
        (b"", record_of(PAPER)),
    ],
)
def test_a_process_that_was_taken_over_makes_nothing_valid(
    trust: TrustPolicy, said: bytes, record: Record
) -> None:
    at = datetime.fromisoformat("2026-09-08T12:00:00Z")
    verdict = Judge(TakenOver(said)).judged(PAPER, trust, at, lambda _, __: record)
    assert code(verdict) == NOT_JUDGED


def test_what_is_recorded_so_is_valid_whoever_says_it(trust: TrustPolicy) -> None:
    at = datetime.fromisoformat("2026-09-08T12:00:00Z")
    judged = Judge(TakenOver(says())).judged
    assert judged(PAPER, trust, at, lambda _, __: record_of(PAPER)).level is Level.VALID


def test_where_the_ledger_is_out_of_reach_there_is_no_verdict(trust: TrustPolicy) -> None:
    def fails(_: SigningSheet, __: str) -> Record | None:
        raise LedgerError("unavailable", reason="the disk")

    at = datetime.fromisoformat("2026-09-08T12:00:00Z")
    with pytest.raises(LedgerError, match="unavailable"):
        Judge(TakenOver(says())).judged(PAPER, trust, at, fails)
