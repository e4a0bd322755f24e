"""The newest rows of the registry's log are deleted while nothing runs: who serves it says so.

By the real command, over an embedded server, as superuser; whatever the tables beside the rows say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid5

import httpx2
import msgspec
import psycopg
import pytest
from coming_in import PASSWORD
from psycopg.conninfo import make_conninfo
from pyotp.totp import TOTP
from serving_here import FIRST, Running, asked, home_of, ran
from taking_back import taking_back
from waiting import until

from api.clock import now
from api.database import DATABASE
from api.exits import Exit
from api.http.acting import COOKIE
from ledger.embedded import start
from ledger.signed import read_signed

SECONDS = 60
NAMES = ("Linghai Cable Co., Ltd.", "Aster Capital S.A.", "Quay & Sons Ltd")


class Founded(msgspec.Struct, frozen=True, kw_only=True):
    """A registry that was served for a while, and its founder's session."""

    home: Path
    cookie: str
    log: UUID

    def registers(self, running: Running, name: str) -> httpx2.Response:
        """Register an organisation as the founder; not twice."""
        return httpx2.post(
            f"{running.url}/api/v1/organisations/register_organisation",
            json={"legal_name": name, "country": "FR", "registration": "NTRFR-552081317"},
            headers={"cookie": self.cookie, "idempotency-key": str(uuid5(self.log, name))},
            timeout=SECONDS,
        )

    def deleted(self, statement: str) -> None:
        """Do something to the rows while nothing runs, past every trigger."""
        with (
            start(self.home / ".counterseal") as server,
            psycopg.connect(make_conninfo(server.superuser_dsn, dbname=DATABASE)) as connection,
        ):
            connection.execute("SET session_replication_role = replica")
            text = statement.format(events=f"ledger.events_{self.log.hex}", log=self.log)
            connection.execute(text.encode())


def come_in(url: str, link: str) -> str:
    """Make an account by a link, and return the cookie of its session."""
    token = {"token": link.strip().rpartition("#")[2]}
    offered = httpx2.post(f"{url}/api/v1/invitations/offer", json=token, timeout=SECONDS).json()
    code = TOTP(offered["totp_secret"]).at(now())
    accepting = {**token, "password": PASSWORD, "code": code}
    made = httpx2.post(f"{url}/api/v1/invitations/accept", json=accepting, timeout=SECONDS)
    return f"{COOKIE}={made.cookies[COOKIE]}"


def whole_log(home: Path) -> tuple[UUID, int]:
    """Return the registry's log, and how far it is when all of it is signed; 0 until then."""
    with start(home / ".counterseal") as server:
        (log,) = read_signed(make_conninfo(server.superuser_dsn, dbname=DATABASE))
    return log.log_id, log.position if log.size == log.position else 0


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[Founded]:
    """Found a registry, and register two organisations in it."""
    with home_of(tmp_path) as home:
        link = ran(home, "accounts", "bootstrap", *FIRST)
        running = Running(home)
        until(lambda: running.answers("/readyz"))
        until(lambda: whole_log(home)[1] > 0)
        made = Founded(home=home, cookie=come_in(running.url, link), log=whole_log(home)[0])
        for name in NAMES[:2]:
            assert made.registers(running, name).status_code == 200
        until(lambda: whole_log(home)[1] > 0)
        assert running.end() == Exit.YES
        yield made


def refused(founded: Founded, running: Running, signed: int, found: int) -> None:
    """Nothing is recorded any more, and everybody is told why."""
    assert f"/{founded.log} was signed up to position {signed}" in running.said()
    (told,) = httpx2.get(f"{running.url}/readyz", timeout=SECONDS).json()["read_only"]
    assert [told[name] for name in ("log", "signed", "found")] == [
        *(str(founded.log), str(signed), str(found))
    ]
    answer = founded.registers(running, NAMES[2])
    assert (answer.status_code, answer.json()["code"]) == (503, "log_read_only")
    doctor = asked(founded.home, "doctor", "--json")
    assert (doctor.returncode, f"rotate-log {founded.log}" in doctor.stdout) == (Exit.NO, True)


ROWS = "DELETE FROM {{events}} WHERE position > {at}"
UNHALTED = "DELETE FROM ledger.halted"


def test_who_serves_a_log_whose_newest_rows_were_deleted_refuses_and_says_why(
    founded: Founded,
) -> None:
    _, signed = whole_log(founded.home)
    found = signed - 2
    for statement in (ROWS.format(at=found), " ".join((taking_back(found), UNHALTED))):
        founded.deleted(statement)
        running = Running(founded.home)
        try:
            until(lambda: running.answers("/livez"))  # noqa: B023 - waited for within the loop
            refused(founded, running, signed, found)
        finally:
            assert running.end() == Exit.YES
