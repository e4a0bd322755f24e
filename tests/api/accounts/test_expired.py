"""What nobody can use any more is cleared away; the logs stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from coming_in import House, answered, opened_house
from databases import Server, prepared

from aggregates.vocabulary import Role
from api.accounts.access import (
    accesses_to,
    log_access,
    security_in,
    security_of,
)
from api.accounts.invitations import invite
from api.accounts.sessions import IDLE, hold_for_turn, session_of
from api.accounts.sign_in import ask_passkey, sign_in_with_passkey
from api.storage.expired import remove_expired

GONE = ("sessions", "step_ups", "limits", "used_challenges", "spoken_codes", "links", "keys")


@pytest.fixture(scope="module")
def house(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Found a registry in a database of its own: what is cleared away here is nobody else's."""
    home = tmp_path_factory.mktemp("expired") / "home"
    with opened_house(prepared(postgres, "expired"), home) as opened:
        yield opened


def left(house: House) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        table: house.rows(f"SELECT count(*) FROM operations.{table}")[0][0]  # noqa: S608 - ours
        for table in GONE
    }


def cleared(house: House) -> int:
    """Clear away what has expired, as a worker does, and return how much that was."""
    with house.accounts.operations.transaction() as connection:
        return remove_expired(connection, house.clock(), IDLE)


def test_what_has_expired_goes(house: House) -> None:
    _, device = house.with_passkey()
    answer = answered(ask_passkey(house.accounts), device)
    sign_in_with_passkey(house.accounts, answer, house.visitor())
    invite(house.accounts, house.registrar, house.person().person, "en")
    house.clock.forward(days=400)
    assert cleared(house) > 0
    assert set(left(house).values()) == {0}
    assert cleared(house) == 0


def test_what_still_counts_stays(house: House) -> None:
    insider = house.insider()
    house.clock.forward(minutes=14)
    cleared(house)
    assert session_of(house.accounts, insider.signed_in.token) is not None


def test_a_session_whose_turn_it_is_stays(house: House) -> None:
    insider = house.insider()
    until = house.clock() + timedelta(hours=2)
    hold_for_turn(house.accounts, insider.signed_in.session.id, until)
    house.clock.forward(hours=1)
    cleared(house)
    assert session_of(house.accounts, insider.signed_in.token) is not None


def test_the_logs_stay(house: House) -> None:
    insider = house.insider()
    house.clock.forward(days=400)
    cleared(house)
    said = [entry.what for entry in security_of(house.accounts, insider.person)]
    assert said == ["signed_in", "account_made", "invited"]
    in_organisation = security_in(house.accounts, insider.organisation)
    assert [entry.what for entry in in_organisation] == ["signed_in", "account_made"]


def test_who_reads_by_virtue_of_an_office_leaves_a_line(house: House) -> None:
    official = house.person(Role.OFFICIAL)
    log_access(house.accounts, official, "read_deal", official.person)
    (line,) = accesses_to(house.accounts, official.person)
    assert (line.person, line.role, line.operation, line.at) == (
        official.person,
        "official",
        "read_deal",
        house.clock(),
    )
