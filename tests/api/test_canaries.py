"""After a play, nothing of the deal file is in the ledger's tables; with the keys, all of it is."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import psycopg
import pytest
from playing import Shown
from psycopg import sql

from aggregates.person.events import PersonRegistered
from api.dealfile.document import DealFile
from api.dealfile.load import parse_deal_file
from api.example import joint_venture
from api.installation import Installation, running
from ledger.fields import FieldPlace, open_field
from ledger.recorded import Recorded

TABLES = ("events", "streams", "commands", "blobs", "log_head")


@pytest.fixture(scope="module")
def played() -> DealFile:
    """The deal whose words are looked for."""
    return parse_deal_file(joint_venture().read_bytes())


@pytest.fixture(scope="module")
def stored(shown: Shown) -> bytes:
    """Every row of the ledger: as it is, and as PostgreSQL copies it out."""
    assert shown.valid
    parts: list[bytes] = []
    with psycopg.connect(shown.database.superuser) as connection, connection.cursor() as cursor:
        for table in TABLES:
            for form in ("BINARY", "TEXT"):
                query = sql.SQL("COPY (SELECT * FROM ledger.{}) TO STDOUT (FORMAT {})")
                with cursor.copy(query.format(sql.Identifier(table), sql.SQL(form))) as copied:
                    parts += [bytes(chunk) for chunk in copied]
    return b"".join(parts)


@pytest.fixture(scope="module")
def opened(shown: Shown) -> str:
    """Every event of the play, as it reads with the keys of its stream."""
    with running(shown.settings) as installation:
        edition = installation.edition(installation.editions()[0])
        books = (installation.registry, edition)
        return "\n".join(_text(one) for book in books for one in book.read(0, 10_000))


def _text(one: object) -> str:
    assert isinstance(one, Recorded)
    return msgspec.json.encode(one.event).decode()


def people(deal: DealFile) -> Iterator[str]:
    """Yield what identifies somebody: names, addresses, telephone numbers."""
    for person in deal.people.values():
        yield from (person.native_name, person.latin_name, person.email)
        if person.phone:
            yield person.phone


def terms(deal: DealFile) -> Iterator[str]:
    """Yield what was agreed or remarked: titles and bodies of clauses, names of the parties."""
    yield from (body.legal_name for body in deal.organisations.values())
    for instrument in deal.instruments:
        for clause in instrument.clauses:
            for text in (*clause.texts.values(), *clause.translations.values()):
                yield from (text.title, text.body[:60])


def spellings(canary: str) -> tuple[bytes, ...]:
    """Return the ways in which a text may stand in a row."""
    encoded = (canary.encode(encoding) for encoding in ("utf-8", "utf-16-be", "unicode_escape"))
    # fewer than 48 bits would be found by chance, among so many sealed bytes
    plain = [one for one in encoded if len(one) >= 6]
    return (*plain, *(one.hex().encode() for one in plain))


def met(looked_for: set[bytes], stored: bytes) -> set[bytes]:
    """Return which of many texts, of 6 bytes or more, stand in the rows: by one walk for all."""
    beginnings: dict[bytes, list[bytes]] = {}
    for one in looked_for:
        beginnings.setdefault(one[:6], []).append(one)
    places = (at for at in range(len(stored)) if stored[at : at + 6] in beginnings)
    return {
        one
        for at in places
        for one in beginnings[stored[at : at + 6]]
        if stored.startswith(one, at)
    }


def test_nothing_of_the_deal_file_is_in_the_tables(played: DealFile, stored: bytes) -> None:
    canaries = {*people(played), *terms(played)}
    assert len(canaries) > 250
    assert all(spellings(canary) for canary in canaries)
    assert met({one for canary in canaries for one in spellings(canary)}, stored) == set()


def test_the_search_does_find_what_is_stored_in_clear(
    played: DealFile, stored: bytes, shown: Shown
) -> None:
    clear = [{*spellings(one)} for one in (played.edition.name, shown.deal, "demonstration")]
    found = met({spelling for one in clear for spelling in one}, stored)
    assert all(one & found for one in clear)


def test_with_the_keys_of_the_streams_the_terms_are_there(played: DealFile, opened: str) -> None:
    first = next(one for one in played.instruments if one.id == played.deal.leading).clauses
    for clause in first:
        assert all(text.title in opened for text in clause.texts.values())


def test_people_are_sealed_even_then(played: DealFile, opened: str) -> None:
    assert {canary for canary in people(played) if canary in opened} == set()


def test_with_the_keys_of_people_their_names_are_there(played: DealFile, shown: Shown) -> None:
    with running(shown.settings) as installation:
        told = {text for one in _registered(installation) for text in one}
    assert set(people(played)) <= told


def _registered(installation: Installation) -> Iterator[list[str]]:
    log = str(installation.identity.registry_log)
    for one in installation.registry.read(0, 10_000):
        assert isinstance(one, Recorded)
        if isinstance(one.event, PersonRegistered):
            fields = ("native_name", "latin_name", "email", "phone")
            sealed = {name: getattr(one.event, name) for name in fields}
            yield [
                open_field(
                    installation.keys.secret, FieldPlace(log, one.event.person, name), value
                ).text
                for name, value in sealed.items()
                if value is not None
            ]
