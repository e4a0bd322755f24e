"""What a person did, in every log, told as far as whoever asks may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from aggregates.catalogue import describe
from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.side.events import SideEvent
from aggregates.vocabulary import DealId, OrganisationId, PersonId
from api.called import Called
from api.contracts.people import Registered
from api.errors import Language
from api.installation import Installation
from api.names import Names
from api.personal.data import Deed
from ledger.book import Book
from ledger.codec import stored_name
from ledger.errors import LedgerError
from ledger.instants import instant_of
from ledger.recorded import Erased, Recorded
from ledger.sources import One

DEEDS_MAX: Final = 2_000
"""So many of each log are told, the newest."""
REGISTRY: Final = "registry"
_OF_DEAL: Final = f"{DEAL.name}."

May: TypeAlias = Callable[[Deal | None, OrganisationId], bool]
"""Whether whoever asks may read what somebody did for an organisation, in a deal or in none."""


class Deeds:
    """Tells what one person did, in one language."""

    def __init__(
        self, installation: Installation, person: PersonId, language: Language, may: May
    ) -> None:
        self._installation = installation
        self._person = person
        self._language = language
        self._may = may

    def all(self) -> Iterator[list[Deed]]:
        """Yield what they did in each log, the registry's first.

        Raises:
            LedgerError: as reading the ledger.
        """
        yield self._of(REGISTRY, self._installation.registry)
        for edition in reversed(self._installation.editions()):
            yield self._of(edition, self._installation.edition(edition))

    def _of(self, log: str, book: Book) -> list[Deed]:
        tellers = dict[DealId, Names | None]()
        deeds = list[Deed]()
        for one in book.acted(self._person, DEEDS_MAX):
            deal = _deal_of(one)
            if deal and deal not in tellers:
                tellers[deal] = self._teller(book, deal, one.meta.on_behalf_of)
            names = tellers[deal] if deal else self._teller_outside(book, one)
            deeds.append(self._deed(log, one, deal, names))
        return deeds

    def _deed(self, log: str, one: Recorded | Erased, deal: DealId, names: Names | None) -> Deed:
        sentence = None
        if names is not None and isinstance(one, Recorded):
            sentence = describe(one.event, self._language, Called(names))
        return Deed(
            log=log,
            position=one.position,
            at=instant_of(one.recorded_at),
            type=one.type if isinstance(one, Erased) else stored_name(type(one.event)),
            deal=deal,
            organisation=one.meta.on_behalf_of,
            sentence=sentence,
            erased=isinstance(one, Erased),
        )

    def _teller(self, book: Book, deal: DealId, organisation: OrganisationId) -> Names | None:
        """Return what names are told by in a deal, None where nothing of it is."""
        try:
            whole = book.whole(One(DEAL, deal))
        except LedgerError as gone:
            if gone.code != "key_destroyed":
                raise
            return None
        if not self._may(whole.state, organisation):
            return None
        names = self._names(book)
        for one in whole.recorded:
            names.learn(one.event)
        return names

    def _teller_outside(self, book: Book, one: Recorded | Erased) -> Names | None:
        """Return the same outside deals: what is of the person themselves is told to them."""
        own = str(one.stream_id) == self._person
        told = own or self._may(None, one.meta.on_behalf_of)
        return self._names(book) if told else None

    def _names(self, book: Book) -> Names:
        return Names(Registered(self._installation), book, self._language)


def _deal_of(one: Recorded | Erased) -> DealId:
    """Return the deal in which something happened; of a side's own note that was erased, none."""
    if isinstance(one, Erased):
        return str(one.stream_id) if one.type.startswith(_OF_DEAL) else ""
    if isinstance(one.event, SideEvent):
        return one.event.deal
    return str(one.stream_id) if stored_name(type(one.event)).startswith(_OF_DEAL) else ""
