"""What a listener calls the ids in events: people, organisations, papers, by what the ledger says.

One way of naming for whoever tells a deal's history, so that it reads alike wherever it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aggregates.deal.parties.events import DealOpened, PartyInvited
from aggregates.deal.terms.events import FrameCountered, IntentSubmitted, OfferTabled
from aggregates.mandate import MANDATE
from aggregates.project import PROJECT
from aggregates.vocabulary import Event, Frame, Language, Wording
from api.contracts.people import Registered
from api.refusals import ApiError
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.sources import One

ERASED = "(erased)"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_TWICE = re.compile(rf"(?P<latin>[^{_HAN}]+?)\s+(?P<chinese>[{_HAN}]\S*)")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


class Names(Mapping[str, str]):
    """Id -> name, each looked up when it is first asked for. An id that is not known has none.

    Papers, deals and projects are named by what was read before: see `learn`. A mandate is called
    by the end of its id, which stands in full on the paper that was signed under it.
    """

    def __init__(self, registered: Registered, book: Book, language: Language) -> None:
        self._registered = registered
        self._book = book
        self._language = language
        self._known: dict[str, str] = {}
        self._organisations: set[str] = set()

    def __getitem__(self, identifier: str) -> str:
        """Return the name of ``identifier``.

        Raises:
            KeyError: if nobody knows it.
            LedgerError: as reading the ledger.
        """
        if identifier not in self._known:
            self._known[identifier] = self._looked_up(identifier)
        return self._known[identifier]

    def __iter__(self) -> Iterator[str]:
        """Go through the ids that were named so far."""
        return iter(self._known)

    def __len__(self) -> int:
        """Count the ids that were named so far."""
        return len(self._known)

    def learn(self, event: Event) -> None:
        """Keep how ``event`` calls a deal or a paper; the first title of a paper names it.

        What stands for an organisation is told as one or not at all: who has written somebody's
        id there does not learn whose it is.
        """
        if organisation := getattr(event, "organisation", ""):
            self._organisations.add(organisation)
        match event:
            case DealOpened():
                self.call(event.deal, f"“{event.title}”")
            case PartyInvited():
                self.call(event.invitation, short_id(event.invitation))
            case IntentSubmitted() | OfferTabled() | FrameCountered():
                self._learn_title(event.instrument, event.frame)
            case _:
                pass

    def call(self, identifier: str, name: str) -> None:
        """Call ``identifier`` so, unless it has a name."""
        self._known.setdefault(identifier, name)

    def _learn_title(self, instrument: str, frame: Frame) -> None:
        title = frame.values.get("title")
        if isinstance(title, Wording):
            self.call(instrument, titled(title.texts, self._language))

    def _looked_up(self, identifier: str) -> str:
        if not _UUID.fullmatch(identifier):
            raise KeyError(identifier)
        ways = (self._person, self._organisation, self._project, self._mandate)
        for known in (self._organisation,) if identifier in self._organisations else ways:
            try:
                if name := known(identifier):
                    return name
            except ApiError:
                continue  # nobody of that kind
            except LedgerError as wrong:
                if wrong.code == "key_destroyed":
                    return ERASED
                if wrong.code != "event_foreign":  # it is the id of something else
                    raise
        raise KeyError(identifier)

    def _person(self, identifier: str) -> str:
        return self._registered.name(identifier).told_in(self._language)

    def _organisation(self, identifier: str) -> str:
        legal_name = self._registered.organisation(identifier).legal_name
        return short_name(legal_name, self._language)

    def _project(self, identifier: str) -> str:
        listing = self._book.state(One(PROJECT, identifier)).listing
        return f"“{listing.title}”" if listing else ""

    def _mandate(self, identifier: str) -> str:
        return short_id(self._book.state(One(MANDATE, identifier)).id)


def titled(title: Mapping[Language, str], language: Language) -> str:
    """Return the title in the listener's language, else in English, else in any."""
    wanted = ("zh-Hans", "en") if language.startswith("zh") else ("en",)
    return next((title[tag] for tag in wanted if tag in title), next(iter(title.values())))


def short_name(legal_name: str, language: Language) -> str:
    """Return the half for this listener of a name that is written in Latin, then in Chinese."""
    twice = _TWICE.fullmatch(legal_name)
    if twice is None:
        return legal_name
    return twice["chinese" if language.startswith("zh") else "latin"]


def short_id(identifier: str) -> str:
    """Return the end of an id, enough to tell it from its neighbours."""
    return f"…{identifier[-8:]}" if identifier else ""
