"""What the rules are asked before anything is erased: which keys go, and what is kept."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import cast
from uuid import UUID

from msgspec.structs import replace

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.log import LOG
from aggregates.log.erasing.erase_deal import EraseDeal, erase_deal, kept_of
from aggregates.log.erasing.erase_documents import EraseDocuments, erase_documents
from aggregates.log.erasing.erase_person import ErasePerson, erase_person
from aggregates.log.erasing.events import Subject
from aggregates.log.state import Log
from aggregates.log.streams import ERASURES
from aggregates.person import PERSON
from aggregates.side import SIDE
from aggregates.vocabulary import Actor, DealId, OrganisationId, PersonId
from api.contracts.prepared import Prepared, Streams
from api.refusals import ApiError
from ledger.book import Book
from ledger.drafting import Retained
from ledger.errors import LedgerError
from ledger.sources import One
from ledger.stream import stream_id

SAID: One[Log] = One(LOG, ERASURES)
"""The stream in which a log says what is held and erased."""


def require_there(book: Book, registry: UUID, subject: Subject, identifier: str) -> None:
    """Refuse what is not of this log, or is not there: to hold it would hold nothing back.

    People are of the registry's log; deals, and the executed documents of the edition, of its own.
    What was erased was there: the rules say that it is gone.

    Raises:
        ApiError: ``body_malformed``, ``deal_unknown``.
        RuleError: ``person_unknown``.
    """
    log = book.published.log_id
    elsewhere = subject is Subject.DOCUMENTS and identifier != str(log)
    if elsewhere or (subject is Subject.PERSON) != (log == registry):
        raise ApiError("body_malformed", path="$.subject", reason="it is of another log")
    with _unless_erased():
        if subject is Subject.DEAL and not book.state(One(DEAL, identifier)).id:
            raise ApiError("deal_unknown", deal=identifier)
        if subject is Subject.PERSON and book.state(One(PERSON, identifier)).registered is None:
            raise RuleError("person_unknown", person=identifier)


def prepare_deal(
    book: Book, log_id: UUID, deal: DealId, erasure: str, actor: Actor, at: datetime
) -> Prepared:
    """Return the erasure of a deal, with its executed documents, to be kept without it.

    Of a deal that was erased nothing is named: the ledger knows the command, or says that it was.

    Raises:
        LedgerError: ``blob_tampered``, ``blob_unknown``: then nothing is erased.
    """
    source, streams = One(DEAL, deal), [stream_id(log_id, DEAL.name, deal)]
    command = EraseDeal(actor=actor, at=at, erasure=erasure, deal=deal, documents=(), keys=())
    kept: tuple[Retained, ...] = ()
    with _unless_erased():
        state = book.state(source)
        documents = kept_of(book.state(SAID), state, at)
        streams += [stream_id(log_id, SIDE.name, f"{deal}:{side}") for side in _sides(state)]
        keys = book.erasing.keys_of_streams(streams)
        kept = tuple(Retained(book.blob(source, sha256)) for sha256 in documents)
        command = replace(command, documents=documents, keys=keys)
    return Prepared(streams=(SAID, source), decision=erase_deal, command=command, blobs=kept)


def prepare_person(
    book: Book, person: PersonId, erasure: str, actor: Actor, at: datetime
) -> Prepared:
    """Return the erasure of a person; who was erased has no key to name."""
    command = ErasePerson(actor=actor, at=at, erasure=erasure, person=person, keys=())
    with _unless_erased():
        command = replace(command, keys=(book.erasing.key_of_person(person),))
    streams: Streams = (SAID, cast("One[object]", One(PERSON, person)))
    return Prepared(streams=streams, decision=erase_person, command=command)


def prepare_documents(
    book: Book, edition: str, erasure: str, actor: Actor, at: datetime
) -> Prepared:
    """Return the erasure of the executed documents that an edition keeps."""
    command = EraseDocuments(actor=actor, at=at, erasure=erasure, edition=edition, keys=())
    with _unless_erased():
        command = replace(command, keys=(book.erasing.key_of_documents(),))
    return Prepared(streams=SAID, decision=erase_documents, command=command)


@contextmanager
def _unless_erased() -> Generator[None, None, None]:
    """Leave it at what there is, where a key is destroyed already."""
    try:
        yield
    except LedgerError as gone:
        if gone.code != "key_destroyed":
            raise


def _sides(deal: Deal) -> Iterator[OrganisationId]:
    """Yield every organisation that may have noted something for itself, once."""
    parties = deal.parties
    known = {*parties.principals, *parties.former, *parties.participants, *parties.brought_by}
    yield from sorted(known | {*parties.invitations.values(), deal.sponsor} - {""})
