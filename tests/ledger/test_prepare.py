"""Making a server ready for the ledger."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from ledger.embedded import Server, temporary
from ledger.errors import LedgerError
from ledger.migrations import LOCK as MIGRATING
from ledger.migrations import Schema, ledger_schema, migrate
from ledger.passwords import set_password
from ledger.prepare import LOCK as PREPARING
from ledger.prepare import Target, given_server, is_ready, prepare, require_ready
from ledger.roles import LOCK as MAKING_ROLES
from ledger.roles import Roles, make_database, make_roles

SCHEMA = ledger_schema()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Run a server of its own: roles belong to the whole cluster."""
    with temporary() as running:
        yield running


def app_dsn(server: Server, database: str) -> str:
    return f"host={server.socket_directory} dbname={database} user=given_app password=sesame"


def target(server: Server, database: str) -> Target:
    return given_server(app_dsn(server, database), server.superuser_dsn, "street")


def test_an_empty_server_becomes_one_that_the_application_can_use(server: Server) -> None:
    assert not is_ready(target(server, "empty"), [SCHEMA])
    assert prepare(target(server, "empty"), [SCHEMA]) == len(SCHEMA.migrations)
    assert is_ready(target(server, "empty"), [SCHEMA])


def test_a_server_that_is_ready_stays_as_it_is(server: Server) -> None:
    prepare(target(server, "ready"), [SCHEMA])
    assert prepare(target(server, "ready"), [SCHEMA]) == 0


def test_a_server_that_lacks_a_migration_is_not_ready(server: Server) -> None:
    older = Schema(SCHEMA.name, SCHEMA.migrations[:-1])
    prepare(target(server, "older"), [older])
    assert is_ready(target(server, "older"), [older])
    assert not is_ready(target(server, "older"), [SCHEMA])


def test_a_server_that_is_ahead_of_this_program_is_refused(server: Server) -> None:
    prepare(target(server, "ahead"), [SCHEMA])
    with pytest.raises(LedgerError) as refused:
        is_ready(target(server, "ahead"), [Schema(SCHEMA.name, SCHEMA.migrations[:-1])])
    assert refused.value.code == "migration_unknown"


def test_no_program_works_as_an_owner_or_a_superuser(server: Server) -> None:
    prepare(target(server, "mighty"), [SCHEMA])
    require_ready(app_dsn(server, "mighty"), [SCHEMA])
    with pytest.raises(LedgerError) as refused:
        require_ready(make_conninfo(server.superuser_dsn, dbname="mighty"), [SCHEMA])
    assert refused.value.code == "role_too_mighty"


def test_every_migration_is_told(server: Server) -> None:
    told: list[str] = []
    prepare(target(server, "told"), [SCHEMA], lambda migration: told.append(migration.name))
    assert told == [migration.name for migration in SCHEMA.migrations]


def test_many_may_prepare_the_same_server_at_once(server: Server) -> None:
    with ThreadPoolExecutor(4) as pool:
        applied = list(pool.map(lambda _: prepare(target(server, "shared"), [SCHEMA]), range(4)))
    assert sorted(applied) == [0, 0, 0, len(SCHEMA.migrations)]


@contextmanager
def others_at_work(server: Server, lock: int, database: str) -> Generator[None, None, None]:
    """Somebody else holds the turn in a database, and does not come to an end."""
    with psycopg.connect(server.superuser_dsn, dbname=database) as holder:
        holder.execute("SELECT pg_advisory_lock(%s)", [lock])
        yield


def test_who_prepares_a_server_waits_for_others_no_longer_than_said(server: Server) -> None:
    made = target(server, "turns")
    with others_at_work(server, PREPARING, "postgres"), pytest.raises(LedgerError) as refused:
        prepare(made, [SCHEMA], wait_seconds=0.1)
    assert (refused.value.code, refused.value.facts) == ("others_at_work", {"wait_seconds": 0.1})
    assert prepare(made, [SCHEMA]) == len(SCHEMA.migrations)


def test_roles_and_databases_are_waited_for_no_longer_than_said(server: Server) -> None:
    admin = server.superuser_dsn
    with others_at_work(server, MAKING_ROLES, "postgres"):
        for ask in (
            lambda: make_roles(admin, Roles("given"), wait_seconds=0.1),
            lambda: make_database(admin, "never", wait_seconds=0.1),
        ):
            with pytest.raises(LedgerError) as refused:
                ask()
            assert refused.value.code == "others_at_work"
    assert make_database(admin, "at_last")


def test_migrations_are_waited_for_no_longer_than_said(server: Server) -> None:
    made = target(server, "migrating")
    prepare(made, [Schema(SCHEMA.name, SCHEMA.migrations[:-1])])
    migrator = made.login("given_migrator")
    with (
        others_at_work(server, MIGRATING, "migrating"),
        pytest.raises(LedgerError) as refused,
    ):
        migrate(migrator, made.roles, SCHEMA, wait_seconds=0.1)
    assert refused.value.code == "others_at_work"
    assert migrate(migrator, made.roles, SCHEMA) == 1


def test_a_server_that_is_not_there_is_told_so() -> None:
    nowhere = "host=/nowhere dbname=fair user=fair_app password=sesame"
    made = given_server(nowhere, "host=/nowhere user=postgres", "street")
    for ask in (lambda: prepare(made, [SCHEMA]), lambda: require_ready(nowhere, [SCHEMA])):
        with pytest.raises(LedgerError) as refused:
            ask()
        assert refused.value.code == "server_unreachable"


def test_the_password_of_a_role_that_is_not_there_is_not_set(server: Server) -> None:
    with pytest.raises(LedgerError) as refused:
        set_password(server.superuser_dsn, "nobody_of_this_name", "sesame")
    assert refused.value.code == "role_unknown"
    assert refused.value.facts == {"role": "nobody_of_this_name"}


def test_a_login_that_may_not_set_passwords_is_told_so(server: Server) -> None:
    prepare(target(server, "modest"), [SCHEMA])
    with pytest.raises(LedgerError) as refused:
        set_password(app_dsn(server, "modest"), "postgres", "sesame")
    assert refused.value.code == "login_refused"


@pytest.mark.parametrize(
    ("dsn", "code"),
    [
        ("postgresql://[fair", "dsn_malformed"),
        ("postgresql://counterseal_app@db.example.org/fair", "dsn_incomplete"),
        ("postgresql://counterseal_app:sesame@db.example.org", "dsn_incomplete"),
        ("postgresql://postgres:sesame@db.example.org/fair", "role_unexpected"),
        ("postgresql://_app:sesame@db.example.org/fair", "role_unexpected"),
    ],
)
def test_a_dsn_that_cannot_be_the_applications_is_refused(dsn: str, code: str) -> None:
    with pytest.raises(LedgerError) as refused:
        given_server(dsn, "postgresql://postgres@db.example.org", "street")
    assert refused.value.code == code


def test_the_role_of_the_application_names_the_others_and_no_password_is_shown() -> None:
    app = "postgresql://fair26_app:sesame@db.example.org/fair"
    made = given_server(app, "postgresql://admin:open@db.example.org", "street")
    assert made.roles == Roles("fair26")
    assert not any(secret in repr(made) for secret in ("sesame", "open", "street"))


def test_the_projector_that_is_given_must_be_of_the_same_set_of_roles() -> None:
    app = "postgresql://fair_app:sesame@db.example.org/fair"
    for projector in ("expo_projector", "fair_app"):
        with pytest.raises(LedgerError) as refused:
            given_server(
                app,
                app,
                "street",
                {"projector": f"postgresql://{projector}:lamp@db.example.org/fair"},
            )
        assert refused.value.code == "role_unexpected"


def test_a_projector_of_the_same_set_of_roles_keeps_the_password_that_it_is_given() -> None:
    app = "postgresql://fair_app:sesame@db.example.org/fair"
    projector = "postgresql://fair_projector:lamp@db.example.org/fair"
    made = given_server(app, app, "street", {"projector": projector})
    assert made.roles == Roles("fair")
    assert "lamp" not in repr(made)
