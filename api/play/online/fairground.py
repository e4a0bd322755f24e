"""A fair for one play: served over HTTP, founded by its operator, its people invited one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import Final

from aggregates.deal import DEAL
from aggregates.organisation import ORGANISATION
from aggregates.person import PERSON
from aggregates.vocabulary import PersonId
from api.accounts.accounts import Accounts
from api.accounts.bootstrap import First, bootstrap
from api.client import schemas
from api.client.operations import Operations
from api.clock import InsecureClock
from api.dealfile.document import DealFile
from api.errors import Language
from api.installation import Installation
from api.play.cast import Cast, registrars
from api.play.online.post_box import PostBox
from api.play.online.visitor import Presence, Visitor, Waits
from api.play.venue import LogName, Newcomer
from api.refusals import ApiError
from api.storage.links import Link
from ledger.recorded import Recorded
from ledger.sources import One

SYSTEM_SECONDS: Final = 120.0
"""How long to wait for what the fair itself does when a deadline has passed."""


class Fairground:
    """The operator's side of a play: the installation, its address, the clock, the post."""

    def __init__(
        self,
        installation: Installation,
        accounts: Accounts,
        url: str,
        clock: InsecureClock,
        post: PostBox,
    ) -> None:
        self.installation = installation
        self._accounts = accounts
        self._url = url
        self._clock = clock
        self._post = post
        self._visitors: dict[PersonId, Visitor] = {}
        self._founded: frozenset[str] = frozenset()
        self._founding: list[Recorded] = []
        self._book = installation.registry
        self._deal = ""

    def found(self, deal_file: DealFile, who: Cast, language: Language) -> None:
        """Make the first two accounts, of the people who run the registry, and let them come in.

        Raises:
            ApiError: as `bootstrap`.
        """
        links = [self._founder(deal_file, who, name, language) for name in registrars(deal_file)]
        office = links[0][1].organisation
        self._founded = frozenset({office, *(link.person for _, link in links)})
        registry = self.installation.registry
        self._founding = [*registry.events(One(ORGANISATION, office))]
        self._book, self._deal = self.installation.edition(who.edition), who.deal
        for (address, link), name in zip(links, registrars(deal_file), strict=True):
            self._founding += registry.events(One(PERSON, link.person))
            self._come(link.person, deal_file.people[name].email, address.partition("#")[2])

    def _founder(
        self, deal_file: DealFile, who: Cast, name: str, language: Language
    ) -> tuple[str, Link]:
        person = deal_file.people[name]
        first = First(
            native_name=person.native_name,
            latin_name=person.latin_name,
            email=person.email,
            language=language,
            roles=person.roles,
        )
        address, link = bootstrap(self.installation, self._accounts, first)
        who.take(person.organisation, link.organisation)
        who.take(name, link.person)
        return address, link

    def set(self, at: datetime) -> None:
        """Let it be this time of the story, unless it is later."""
        self._clock.set(max(at, self._clock()))

    def visitor(self, person: PersonId) -> Visitor:
        """Return somebody who has an account.

        Raises:
            ApiError: ``person_unlisted``.
        """
        found = self._visitors.get(person)
        if found is None:
            raise ApiError("person_unlisted", person=person)
        return found

    def invite(self, newcomer: Newcomer, by: Visitor) -> None:
        """Have somebody registered come in by the link that is sent to them."""
        language = schemas.InviteTo()
        by.shows("invite_person", Presence())
        by.ask(lambda: by.client.invite_person(newcomer.person, language))
        self._come(newcomer.person, newcomer.email, self._post.token(newcomer.email))

    def recorded(self, log: LogName, positions: Sequence[int]) -> list[Recorded]:
        """Return what is recorded at these positions."""
        if not positions:
            return []
        book = self.installation.registry if log == "registry" else self._book
        first, last = min(positions), max(positions)
        found = book.read(first - 1, last - first + 1)
        return [one for one in found if isinstance(one, Recorded) and one.position in positions]

    def founding(self) -> list[Recorded]:
        """Return what was recorded before anybody could be asked; once."""
        found, self._founding = self._founding, []
        return found

    def is_founder(self, key: str) -> bool:
        """Return whether an organisation or a person was registered by the founding."""
        return key in self._founded

    def wait_for_system(self, after: int) -> list[Recorded]:
        """Return what the fair itself does to the deal when a deadline has passed.

        Raises:
            ApiError: ``server_lost`` when it does nothing.
        """
        deadline = monotonic() + SYSTEM_SECONDS
        while monotonic() < deadline:
            history = self._book.events(One(DEAL, self._deal))
            if found := [one for one in history if one.position > after]:
                return found
            sleep(0.1)
        raise ApiError("server_lost")

    def close(self) -> None:
        """Let everybody go."""
        for visitor in self._visitors.values():
            visitor.client.close()

    def _come(self, person: PersonId, address: str, token: str) -> None:
        waits = Waits(self._clock, self._forward)
        visitor = Visitor(Operations(self._url), person, address, waits)
        self._visitors[person] = visitor
        visitor.accept(token)

    def _forward(self, by: timedelta) -> None:
        self._clock.set(self._clock() + by)
