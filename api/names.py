"""What a listener calls the ids in events: people, organisations, papers, by what the ledger says.

One way of naming for whoever tells a deal's history, so that it reads alike wherever it is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

import msgspec

from aggregates.deal.parties.events import DealOpened, PartyInvited
from aggregates.deal.state import Deal
from aggregates.deal.terms.current import titles_of
from aggregates.deal.terms.events import FrameCountered, IntentSubmitted, OfferTabled
from aggregates.mandate import MANDATE
from aggregates.project import PROJECT
from aggregates.project.card import ProjectCard, titles_beside
from aggregates.vocabulary import Event, Frame, Language, Wording
from api.contracts.people import Registered
from api.refusals import ApiError
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.sources import Each, One

ERASED = "(erased)"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_TWICE = re.compile(rf"(?P<latin>[^{_HAN}]+?)\s+(?P<chinese>[{_HAN}]\S*)")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)

_UUIDS = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KINDS_MAX: Final = 100_000
_KINDS: Final[dict[str, str]] = {}
"""Of what kind an id is that was found once: that never changes, and is no secret."""


class Names(Mapping[str, str]):
    """Id -> name, each looked up when it is first asked for. An id that is not known has none.

    Papers, deals and projects are named by what was read before: see `learn`. A mandate is called
    by the end of its id, which stands in full on the paper that was signed under it.
    """

    def __init__(self, registered: Registered, book: Book, language: Language) -> None:
        self._registered = registered
        self._book = book
        self._language = language
        self._ways: Mapping[str, Callable[[str], str]] = {
            "person": self._person,
            "organisation": self._organisation,
            "project": self._project,
            "mandate": self._mandate,
        }
        self._together: Mapping[str, Callable[[Sequence[str]], None]] = {
            "person": self._people,
            "organisation": self._bodies,
            "project": self._projects,
            "mandate": self._mandates,
        }
        self._known: dict[str, str] = {}
        self._tag: Language = "zh-Hans" if language.startswith("zh") else "en"

        self._opened: dict[str, DealOpened] = {}
        self._organisations: set[str] = set()

    def __getitem__(self, identifier: str) -> str:
        """Return the name of ``identifier``.

        Raises:
            KeyError: if nobody knows it.
            LedgerError: as reading the ledger.
        """
        if opened := self._opened.pop(identifier, None):
            self._known[identifier] = f"“{self._opening_title(opened)}”"
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

        A deal is called as it was opened: in the listener's language, where it was opened by a name
        of its project. Who tells of its table says first what that calls it.

        What stands for an organisation is told as one or not at all: who has written somebody's
        id there does not learn whose it is.
        """
        if organisation := getattr(event, "organisation", ""):
            self._organisations.add(organisation)
        match event:
            case DealOpened():
                if event.deal not in self._known:
                    self.call(event.deal, f"“{event.title}”")
                    self._opened[event.deal] = event
            case PartyInvited():
                self.call(event.invitation, short_id(event.invitation))
            case IntentSubmitted() | OfferTabled() | FrameCountered():
                self._learn_title(event.instrument, event.frame)
            case _:
                pass

    def look_up(self, events: Iterable[Event]) -> None:
        """Look up at once what these events name, for who tells of them next.

        What nobody has ever asked for is left until somebody does: it is not known of what kind it
        is.
        """
        found = _UUIDS.findall(b"\n".join(map(msgspec.json.encode, events)))
        wanted = {one.decode() for one in found} - self._known.keys()
        for kind, together in self._together.items():
            of = [one for one in wanted if _KINDS.get(one) == kind]
            if kind == "person":
                of = [one for one in of if one not in self._organisations]
            with suppress(LedgerError):  # it says so when it is asked for
                if of:
                    together(of)

    def call(self, identifier: str, name: str) -> None:
        """Call ``identifier`` so, unless it has a name."""
        self._known.setdefault(identifier, name)

    def _people(self, people: Sequence[str]) -> None:
        for key, state in self._registered.people(people).items():
            with suppress(ApiError, LedgerError):
                self.call(key, self._registered.name_of(key, state).told_in(self._language))

    def _bodies(self, organisations: Sequence[str]) -> None:
        for key, facts in self._registered.organisations(organisations).items():
            self.call(key, short_name(facts.legal_name, self._language))

    def _projects(self, projects: Sequence[str]) -> None:
        for key, state in self._book.state(Each(PROJECT, projects)).items():
            if state.cards:
                self.call(key, self._told(state.cards[-1]))

    def _mandates(self, mandates: Sequence[str]) -> None:
        for key, state in self._book.state(Each(MANDATE, mandates)).items():
            if state.id:
                self.call(key, short_id(state.id))

    def _learn_title(self, instrument: str, frame: Frame) -> None:
        title = frame.values.get("title")
        if isinstance(title, Wording):
            self.call(instrument, titled(title.texts, self._language))

    def call_deal(self, deal: Deal) -> None:
        """Call a deal as its table does, if that has a title in the listener's language."""
        if told := titles_of(deal.instruments[deal.leading]).get(self._tag):
            self.call(deal.id, f"“{told}”")

    def _looked_up(self, identifier: str) -> str:
        if not _UUID.fullmatch(identifier):
            raise KeyError(identifier)
        for kind, known in self._ways_to(identifier).items():
            try:
                if name := known(identifier):
                    _remember(identifier, kind)
                    return name
            except ApiError:
                continue  # nobody of that kind
            except LedgerError as wrong:
                if wrong.code == "key_destroyed":
                    return ERASED
                if wrong.code != "event_foreign":  # it is the id of something else
                    raise
        raise KeyError(identifier)

    def _ways_to(self, identifier: str) -> Mapping[str, Callable[[str], str]]:
        """Return how an id may be looked up, the likeliest way first."""
        if identifier in self._organisations:
            return {"organisation": self._organisation}
        kind = _KINDS.get(identifier)
        return {kind: self._ways[kind], **self._ways} if kind else self._ways

    def _person(self, identifier: str) -> str:
        return self._registered.name(identifier).told_in(self._language)

    def _organisation(self, identifier: str) -> str:
        legal_name = self._registered.organisation(identifier).legal_name
        return short_name(legal_name, self._language)

    def _project(self, identifier: str) -> str:
        cards = self._book.state(One(PROJECT, identifier)).cards
        return self._told(cards[-1]) if cards else ""

    def _told(self, card: ProjectCard) -> str:
        """Return what the catalogue calls a project in the listener's language, else in any."""
        titles = {tag: text.title for tag, text in card.texts.items()}
        return f"“{titled(titles, self._language) if titles else card.title}”"

    def _opening_title(self, opened: DealOpened) -> str:
        """Return what a deal was opened as, as the catalogue says it where that is its project."""
        titles = titles_in_catalogue(self._book, opened.project, opened.title)
        return titles.get(self._tag, opened.title)

    def _mandate(self, identifier: str) -> str:
        return short_id(self._book.state(One(MANDATE, identifier)).id)


def _remember(identifier: str, kind: str) -> None:
    if len(_KINDS) >= KINDS_MAX:
        _KINDS.clear()
    _KINDS[identifier] = kind


def titles_in_catalogue(
    book: Book, project: str, title: str, position: int | None = None
) -> Mapping[Language, str]:
    """Return what the catalogue calls a project by language, if ``title`` is one of that.

    As of a ``position`` of the log, or now.

    Raises:
        LedgerError: as reading the ledger.
    """
    cards = book.state(One(PROJECT, project), position).cards
    return titles_beside(cards[-1], title) if cards else {}


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
