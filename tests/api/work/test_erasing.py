"""Erasing at the machine itself: by two named people; what comes back from a backup goes again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from commanding import Shell
from playing import settings_for
from plots import LETTER, OPENED
from projecting import House

from aggregates.deal import DEAL
from aggregates.deal.parties.withdraw_party import WithdrawParty, withdraw_party
from aggregates.log.erasing.set_retention import SetRetention, set_retention
from aggregates.vocabulary import Actor, Role
from api.annexes.wiring import annex_store
from api.backup import back_up
from api.clock import now
from api.erasing.preparing import SAID
from api.erasing.sweeping import Sweeping
from api.exits import Exit
from api.ids import new_id
from api.installation import Installation, running
from api.settings import Settings
from api.storage.operations import Operations
from api.storage.retention import due_in
from api.work.retention import Erasures, Retention
from ledger.context import Context
from ledger.errors import LedgerError
from ledger.sources import One

MUCH_LATER = timedelta(days=1000)
PEOPLE = (("邬诚", "Wu Cheng", "wu@example.org"), ("Ida Berg", "Ida Berg", "ida@example.org"))
REGISTRAR = Actor(person="registrar", organisation="fair", role=Role.REGISTRY)


@contextmanager
def at_work(house: House) -> Iterator[tuple[Installation, Operations]]:
    operations = Operations(house.database.dsn())
    with running(settings_for(house.database, house.home)) as installation:
        yield installation, operations
    operations.close()


@pytest.fixture
def failed(house_of: Callable[..., House]) -> House:
    """Give a deal with an executed letter from which a side has withdrawn."""
    house = house_of(*OPENED, *LETTER)
    with at_work(house) as (installation, _):
        book, source = installation.edition(str(house.logs[1])), One(DEAL, house.deal)
        side, principal = min(book.state(source).parties.principals.items())
        lead = Actor(person=principal.lead, organisation=side, role=Role.LEAD)
        leaving = WithdrawParty(actor=lead, at=now(), reason="no funds")
        book.handle(source, withdraw_party, leaving, circumstances())
    return house.run()


def circumstances() -> Context:
    """Return those of a command that is sent once."""
    return Context(
        actor="registrar",
        authentication="test",
        correlation_id="c",
        idempotency_key=new_id(),
        request=b"",
    )


@pytest.fixture
def officers(failed: House, shell: Shell) -> tuple[str, str]:
    """Bring two of the registry in, as who runs the machine does; return who they are."""
    at = shell.at(settings_of(failed))
    for native, latin, email in PEOPLE:
        names = ("--native-name", native, "--latin-name", latin, "--email", email)
        at("accounts", "bootstrap", *names).then(Exit.YES)
    with at_work(failed) as (installation, _):
        found = [one.event for one in installation.registry.read(0, 1000)]  # type: ignore[union-attr]  # nothing is erased yet
        people = [str(e.person) for e in found if hasattr(e, "native_name")]  # type: ignore[attr-defined]  # as asked
        return people[-2], people[-1]


def settings_of(house: House) -> Settings:
    return settings_for(house.database, house.home)


def is_gone(house: House) -> bool:
    with at_work(house) as (installation, _):
        try:
            installation.edition(str(house.logs[1])).state(One(DEAL, house.deal))
        except LedgerError as refused:
            return refused.code == "key_destroyed"
    return False


def erase(house: House, shell: Shell, officers: tuple[str, str]) -> None:
    """Have the deal erased, as a court orders."""
    at, log = shell.at(settings_of(house)), ("--log", str(house.logs[1]))
    first, second = officers
    facts = ("--id", house.deal, "--ground", "court", "--reference", "DPO-1", "--json")
    proposed = at("erase", "propose", *log, "--as", first, *facts)
    proposed.then(Exit.YES)
    erasure = ("--erasure", proposed.records[0]["erasure"])
    at("erase", "carry-out", *log, "--as", first, *erasure).then(Exit.NO, "four_eyes")
    done = at("erase", "carry-out", *log, "--as", second, *erasure)
    done.then(Exit.YES, f"erased the deal {house.deal}")


def test_what_was_erased_does_not_come_back_with_a_backup_of_the_keys(
    failed: House, shell: Shell, officers: tuple[str, str], tmp_path: Path
) -> None:
    back_up(settings_of(failed), tmp_path / "backup", now())
    erase(failed, shell, officers)
    assert is_gone(failed)
    shutil.copy(tmp_path / "backup" / "keys" / "ledger.keys", failed.home / "ledger.keys")
    assert is_gone(failed)
    at = shell.at(settings_of(failed))
    at("fsck").then(Exit.YES, "nothing is changed")
    at("erase", "list", "--log", str(failed.logs[1])).then(Exit.YES, "ordered by a court")


def test_whoever_died_between_the_event_and_the_keys_is_followed_by_the_next_start(
    failed: House, shell: Shell, officers: tuple[str, str]
) -> None:
    alive = (failed.home / "ledger.keys").read_bytes()
    with at_work(failed) as (installation, _):
        book = installation.edition(str(failed.logs[1]))
        erase(failed, shell, officers)
        # as if nothing had come after the event: keys, and what is in clear, are as they were
        (failed.home / "ledger.keys").write_bytes(alive)
        assert book.head() > 0
    assert is_gone(failed)


def test_a_hold_is_placed_and_released_at_the_machine(
    failed: House, shell: Shell, officers: tuple[str, str]
) -> None:
    at, log = shell.at(settings_of(failed)), ("--log", str(failed.logs[1]))
    who, file = ("--as", officers[0]), ("--reference", "CT-7")
    placed = at("holds", "place", *log, *who, "--id", failed.deal, *file, "--json")
    hold = placed.records[0]["hold"]
    at("holds", "place", *log, *who, "--id", f"{failed.deal}x", *file).then(Exit.NO, "deal_unknown")
    of_another = ("--subject", "documents", "--id", failed.deal)
    at("holds", "place", *log, *who, *of_another, *file).then(Exit.NO, "of another log")
    at("holds", "list", *log).then(Exit.YES, hold, "for a lawsuit")
    asked = ("erase", "propose", *log, *who, "--id", failed.deal, "--ground", "court", *file)
    at(*asked).then(Exit.NO, "hold_stands")
    at("holds", "release", *log, *who, "--hold", hold, *file).then(Exit.YES, "released")
    at("holds", "release", *log, *who, "--hold", hold, *file).then(Exit.YES, "so already")
    at(*asked).then(Exit.YES)


def test_who_is_not_of_the_registry_does_nothing_there(failed: House, shell: Shell) -> None:
    at, log = shell.at(settings_of(failed)), ("--log", str(failed.logs[1]))
    asked = ("erase", "propose", *log, "--as", "nobody", "--id", failed.deal, "--reference", "1")
    at(*asked).then(Exit.NO, "not_permitted")
    at("erase", "list", "--log", "none").then(Exit.NO, "edition_unlisted")


def test_what_has_been_kept_long_enough_is_listed_and_never_erased_by_itself(
    failed: House, shell: Shell
) -> None:
    edition = str(failed.logs[1])
    with at_work(failed) as (installation, operations):
        worker = Retention(installation, operations, lambda: now() + MUCH_LATER)
        worker.round()
        with operations.transaction() as connection:
            assert due_in(connection, edition, "", 10) == [], "nobody has said for how long"
        book = installation.edition(edition)
        term = SetRetention(
            actor=REGISTRAR,
            at=now(),
            failed_days=400,
            executed_until="2050-01-01",
            reference="DPO-1",
        )
        book.handle(SAID, set_retention, term, circumstances())
        Retention(installation, operations, now).round()
        with operations.transaction() as connection:
            assert due_in(connection, edition, "", 10) == [], "it failed a moment ago"
        Retention(installation, operations, lambda: now() + MUCH_LATER).round()
        with operations.transaction() as connection:
            (due,) = due_in(connection, edition, "", 10)
    assert (due.deal, due.stage) == (failed.deal, "withdrawn")
    shell.at(settings_of(failed))("erase", "due", "--log", edition).then(Exit.YES, failed.deal)
    assert not is_gone(failed)


def test_a_worker_sweeps_out_what_a_dead_one_left(
    failed: House, shell: Shell, officers: tuple[str, str]
) -> None:
    erase(failed, shell, officers)
    folder = failed.home / "annexes" / failed.logs[1].hex / failed.deal.replace("-", "")
    folder.mkdir(parents=True)
    (folder / "left.sealed").write_bytes(b"restored")
    with at_work(failed) as (installation, operations):
        store = annex_store(settings_of(failed))
        Erasures(Sweeping(installation, operations, store, now), now).round()
    assert not folder.exists()
    assert failed.query("SELECT FROM projections.erasures WHERE done_at IS NULL") != []
    failed.projector().catch_up()
    assert failed.deal not in str({**failed.everything(), "tasks": failed.rows("tasks")})
