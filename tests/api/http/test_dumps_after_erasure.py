"""After an erasure: dumps, backups and folders of files have nothing of it, and no key opens it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec
import pytest
from canaries import dumped, found_below, found_in, restored_text, spellings
from http_deal import CLAUSE, Negotiation
from http_fair import Fair
from keyring import refused
from playing import settings_for
from waiting import until

from aggregates.catalogue import EVENTS
from aggregates.person import PERSON
from aggregates.vocabulary import Role
from api.backup import back_up
from api.clock import now
from api.ids import new_id
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec
from ledger.fields import FieldPlace, open_field
from ledger.keys.file_store import FileKeyStore
from ledger.keys.kek import read_kek
from ledger.recorded import Recorded
from ledger.sources import One

GROUNDS: Final = {"deal": "court", "person": "request"}
TITLE = "Verbena-Quartzite-3391"
SAID = "Ostrich-Filament-7047"
ASIDE = "Peridot-Cassava-1186"
AGREED = "Halibut-Meridian-9925"
ANNEX = "Tamarack-Gondola-5513"
NATIVE, LATIN = "欧阳晓梅", "Quorra Zinnwald"
OF_DEAL = {TITLE, SAID, ASIDE, AGREED, ANNEX}


class Secretive(Negotiation):
    """A deal all of whose texts are found nowhere else."""

    def opening(self) -> dict[str, Any]:
        """Return what is sent to open it."""
        return {**super().opening(), "title": f"{TITLE} plant"}

    def letter_body(self) -> dict[str, Any]:
        """Return what is sent to send the letter."""
        texts = {"en": {"title": "Price", "body": f"Both pay CNY 480,000,000 at {AGREED}."}}
        return {**super().letter_body(), "clauses": [{**CLAUSE, "texts": texts}]}

    def speak(self) -> None:
        """Say something to all, something to one's own side, and hand a file in."""
        self.does("comment", self.lin, text=SAID).then()
        self.lin.post(f"/deals/{self.deal}/comment_to_own_side", {"text": ASIDE}).then()
        self.hand_in(f"{ANNEX}\n".encode() * 10_000)

    def hand_in(self, content: bytes) -> None:
        """Hand a file in: announce it, and send it in one part."""
        digest = b64encode(sha256(content).digest()).decode()
        announced = {
            "upload-complete": "?0",
            "upload-length": str(len(content)),
            "repr-digest": f"sha-256=:{digest}:",
            "content-disposition": f'attachment; filename="{ANNEX}.txt"',
        }
        headers = {**self.lin.cookie, **announced}
        begun = self.fair.said("POST", f"/deals/{self.deal}/uploads", headers=headers).then(201)
        part = {
            "content-type": "application/partial-upload",
            "upload-offset": "0",
            "upload-complete": "?1",
        }
        place = begun.response.headers["location"].removeprefix("/api/v1")
        headers = {**self.lin.cookie, **part}
        said = self.fair.said("PATCH", place, content=content, headers=headers)
        assert said.response.is_success, said.response.text


class Copies(msgspec.Struct, frozen=True):
    """Everything that is on a disk, or goes onto a tape."""

    dump: bytes
    backup: Path
    unpacked: bytes
    home: Path

    def with_any(self, canaries: set[str]) -> set[str]:
        """Return which of these texts are in one of them."""
        found = found_in(self.dump, canaries) | found_in(self.unpacked, canaries)
        return found | found_below(self.backup, canaries) | found_below(self.home, canaries)


def copied(fair: Fair, folder: Path) -> Copies:
    """Dump the whole database, make a backup, and unpack it."""
    folder.mkdir()
    database = fair.house.database
    back_up(settings_for(database, fair.folder), folder / "backup", now())
    unpacked = restored_text(folder / "backup")
    return Copies(dumped(database.superuser, folder), folder / "backup", unpacked, fair.folder)


@contextmanager
def booked(fair: Fair, log_id: UUID, folder: Path) -> Iterator[tuple[Book, FileKeyStore]]:
    """Open a log by the keys that are in a folder, and no others."""
    keys = FileKeyStore(folder / "ledger.keys", read_kek(fair.folder / "ledger.kek"))
    settings = LogSettings(dsn=fair.house.database.dsn(), log_id=log_id)
    with closing(Book(settings, Codec(EVENTS), keys, software="tests/1", new_id=new_id)) as book:
        yield book, keys


def opened(fair: Fair, folder: Path) -> bytes:
    """Return what the events of the edition say, by the keys that are in a folder."""
    with booked(fair, UUID(fair.edition), folder) as (book, _):
        events = [one.event for one in book.read(0, 100_000) if isinstance(one, Recorded)]
    return msgspec.json.encode(events)


def name_of(fair: Fair, person: str, folder: Path) -> str:
    """Return somebody's name, by the keys that are in a folder.

    Raises:
        LedgerError: ``key_destroyed``.
    """
    log_id = fair.house.installation.identity.registry_log
    with booked(fair, log_id, folder) as (book, keys):
        registered = book.state(One(PERSON, person)).registered
        assert registered is not None
        place = FieldPlace(log=str(log_id), stream=person, field="native_name")
        return open_field(keys.secret, place, registered.native_name).text


def erased(fair: Fair, subject: str, identifier: str, log: str, path: str) -> None:
    """Have two of the registry erase something."""
    first, second = fair.person(Role.REGISTRY), fair.person(Role.REGISTRY)
    facts = {"subject": subject, "id": identifier, "ground": GROUNDS[subject]}
    first.shows_presence("propose_erasure", "")
    said = first.post(f"/logs/{log}/propose_erasure", {**facts, "reference": "DPO-9"}).then()
    second.shows_presence(f"erase_{subject}", "")
    erasure = {"erasure": said.body["ids"]["erasure"]}
    second.post(f"{path}/{identifier}/erase_{subject}", erasure).then()


@pytest.fixture
def deal(followed: Fair) -> Secretive:
    """Give a deal that failed, with an executed letter, among people of rare names."""
    common, followed.house.names = followed.house.names, (NATIVE, LATIN)
    deal = Secretive(followed)
    followed.house.names = common
    deal.open()
    deal.engage()
    deal.speak()
    deal.does("withdraw_party", deal.lin, reason="no funds").then()
    return deal


def annexes_of(fair: Fair, deal: Secretive) -> list[Path]:
    """Return the files of a deal's annexes, sealed as they are."""
    folder = fair.folder / "annexes" / UUID(fair.edition).hex / UUID(deal.deal).hex
    return [path for path in folder.rglob("*") if path.is_file()]


def test_no_dump_no_backup_and_no_file_has_anything_of_a_deal_that_was_erased(
    followed: Fair, deal: Secretive, tmp_path: Path
) -> None:
    dsn, read = followed.house.database.superuser, OF_DEAL & {TITLE, AGREED}
    until(lambda: found_in(dumped(dsn, tmp_path), OF_DEAL) == read)
    before = copied(followed, tmp_path / "before")
    assert before.with_any(OF_DEAL) == read, "the read models alone are in clear"
    assert found_in(opened(followed, followed.folder), OF_DEAL) == OF_DEAL - {ANNEX}
    assert annexes_of(followed, deal)
    erased(followed, "deal", deal.deal, followed.edition, "/deals")
    until(lambda: found_in(dumped(dsn, tmp_path), OF_DEAL) == set())
    after = copied(followed, tmp_path / "after")
    assert after.with_any(OF_DEAL) == set()
    assert annexes_of(followed, deal) == []
    for keys in (followed.folder, after.backup / "keys"):
        assert found_in(opened(followed, keys), OF_DEAL) == set()
    # what a backup from before can still open is why its keys are kept for a short time only
    assert found_in(opened(followed, before.backup / "keys"), OF_DEAL) == OF_DEAL - {ANNEX}


def test_no_dump_no_backup_and_no_key_has_the_name_of_a_person_who_was_erased(
    followed: Fair, tmp_path: Path
) -> None:
    common, followed.house.names = followed.house.names, (NATIVE, LATIN)
    person = followed.person()
    followed.house.names = common
    first = followed.person(Role.REGISTRY)
    who, of_person = person.actor.person, {NATIVE, LATIN, person.insider.email}
    before = copied(followed, tmp_path / "before")
    assert name_of(followed, who, before.backup / "keys") == NATIVE
    version = first.get(f"/people/{who}").etag
    first.post(f"/people/{who}/assign_person", {"posts": []}, if_match=version).then()
    erased(followed, "person", who, "registry", "/people")
    after = copied(followed, tmp_path / "after")
    assert after.with_any(of_person) == set()
    for keys in (followed.folder, after.backup / "keys"):
        with refused("key_destroyed"):
            name_of(followed, who, keys)


def test_what_is_looked_for_is_found_however_it_is_written() -> None:
    for spelling in spellings(NATIVE):
        assert found_in(b"x" + spelling + b"y", {NATIVE, LATIN}) == {NATIVE}
    for before in range(3):
        inside = b64encode(bytes(before) + f"see {LATIN} there".encode())
        assert found_in(inside, {LATIN}) == {LATIN}
