"""``counterseal accounts bootstrap``: the first person of an installation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from coming_in import CHEAP, PASSWORD, then_refused
from commanding import Shell
from databases import Database, prepared
from pydantic import SecretStr
from pyotp.totp import TOTP

from aggregates.vocabulary import Role
from api.accounts.accounts import NOWHERE, Accounts, opened_accounts
from api.accounts.invitations import Accepting, accept, look_up, offer
from api.accounts.passwords import Passwords
from api.clock import now
from api.exits import Exit
from api.installation import running
from api.settings import Settings
from ledger.embedded import Server

OFFICE = (
    *("--office", "Registry of the Reference Fair", "--country", "CN"),
    *("--identifier", "GOVCN-0001"),
)
FIRST = (
    *("bootstrap", "--native-name", "大川", "--latin-name", "Okawa"),
    *("--email", "okawa@example.org"),
)


@pytest.fixture
def empty(postgres: Server, request: pytest.FixtureRequest) -> Database:
    """Make a database in which nobody has an account."""
    return prepared(postgres, f"first_account_{request.node.name[5:20]}")


@pytest.fixture
def settings(empty: Database, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of an installation that is not there yet."""
    home = tmp_path_factory.mktemp("first") / "home"
    return Settings(database_url=SecretStr(empty.dsn()), data_directory=home)


@contextmanager
def opened(settings: Settings) -> Iterator[Accounts]:
    with running(settings) as installation:
        assert settings.database_url is not None
        dsn = settings.database_url.get_secret_value()
        accounts = opened_accounts(installation, dsn, settings, passwords=Passwords(CHEAP))
        yield accounts
        accounts.close()


def test_the_first_person_comes_in_by_the_link_that_is_printed(
    shell: Shell, settings: Settings
) -> None:
    at = shell.at(settings)
    at("accounts", *FIRST).then(Exit.CANNOT_TELL, "office_unknown")
    first = at("accounts", *FIRST, *OFFICE, "--json").records[0]["link"]
    again = at("accounts", *FIRST, "--json").records[0]["link"]
    assert first.startswith("http://localhost:8000/come-in/account#")
    assert first != again
    with opened(settings) as accounts:
        token = again.partition("#")[2]
        app = TOTP(offer(accounts, token, NOWHERE).totp_secret)
        accepting = Accepting(password=PASSWORD, code=app.at(now()))
        session = accept(accounts, token, accepting, NOWHERE).signed_in.session
        (post,) = accounts.people.posts(session.person)
        assert set(post.roles) == {Role.REGISTRY, Role.ORGANISER}
    at("accounts", *FIRST).then(Exit.NO, "accounts_exist")


def test_a_second_person_of_the_registry_comes_in_so_and_no_third(
    shell: Shell, settings: Settings
) -> None:
    at = shell.at(settings)
    at("accounts", *FIRST, *OFFICE, "--json").then(Exit.YES)
    second = at("accounts", *FIRST[:-1], "mori@example.org", "--json").records[0]["link"]
    again = at("accounts", *FIRST[:-1], "MORI@example.org", "--json").records[0]["link"]
    at("accounts", *FIRST[:-1], "third@example.org").then(Exit.NO, "accounts_exist")
    with opened(settings) as accounts:
        then_refused(lambda: offer(accounts, second.partition("#")[2], NOWHERE), "link_unusable")
        person = look_up(accounts, again.partition("#")[2], NOWHERE).person
        assert accounts.people.address(person) == "mori@example.org"
        (post,) = accounts.people.posts(person)
        assert set(post.roles) == {Role.REGISTRY, Role.ORGANISER}


def test_an_address_that_is_none_is_not_registered(
    shell: Shell, settings: Settings, tmp_path: Path
) -> None:
    del tmp_path
    wrong = (*FIRST[:-1], "no address")
    ended = shell.at(settings)("accounts", *wrong, *OFFICE)
    assert ended.status == Exit.NO
