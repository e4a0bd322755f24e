"""given / when / then for what follows from events: messages to endpoints, and to people."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from coming_in import CHEAP
from playing import settings_for
from projecting import House

from aggregates.vocabulary import Actor, Role
from api.accounts.accounts import NOWHERE, Accounts, opened_accounts
from api.accounts.passwords import Passwords
from api.clock import now
from api.installation import Installation, running
from api.webhooks import endpoints
from api.webhooks.endpoints import Keyed, Speaking, Wanted
from api.webhooks.sending import Way, resolved
from api.work.reminders import Reminders
from api.work.telling import Telling
from api.work.webhooks import Webhooks

LOCAL = Way(
    resolve=resolved,
    context=ssl.create_default_context(),
    seconds=2,
    insecure_loopback=True,
)
OFFERS = ("deal.offer_tabled.v1", "deal.clause_accepted.v1", "deal.terms_locked.v1")


class Desk:
    """A house with its accounts, at a moment of the test's choice."""

    def __init__(self, house: House, installation: Installation, dsn: str) -> None:
        self.house = house
        self.installation = installation
        self.at = now()
        settings = settings_for(house.database, house.home)
        passwords = Passwords(CHEAP)
        self.accounts: Accounts = opened_accounts(
            installation, dsn, settings, passwords=passwords, clock=lambda: self.at
        )

    def later(self, **by: float) -> datetime:
        """Let time go by."""
        self.at += timedelta(**by)
        return self.at

    def leads(self) -> dict[str, str]:
        """Return the lead of each principal."""
        query = """
            SELECT r.organisation, p.person FROM projections.deal_readers AS r
            JOIN projections.posts AS p ON p.organisation = r.organisation AND p.role = 'lead'
            WHERE r.quality = 'principal' ORDER BY r.organisation, p.person
        """
        return {str(organisation): str(person) for organisation, person in self.house.query(query)}

    def speaking(self, number: int = 0) -> Speaking:
        """Return a lead of one of the principals, who asks for it."""
        organisation, person = sorted(self.leads().items())[number]
        actor = Actor(person=person, organisation=organisation, role=Role.LEAD)
        return Speaking(by=actor, organisation=organisation, visitor=NOWHERE)

    def registers(self, url: str, *kinds: str, who: Speaking | None = None) -> Keyed:
        """Register an endpoint of a principal."""
        wanted = Wanted(url=url, kinds=kinds or OFFERS, insecure_loopback=True)
        return endpoints.register(self.accounts, who or self.speaking(), wanted)

    def tells(self) -> None:
        """Make messages of all that happened."""
        telling = Telling(self.installation, self.accounts, "t1")
        while telling.round():
            pass

    def sends(self, worker: str = "w1", way: Way = LOCAL) -> None:
        """Send what is due."""
        webhooks = Webhooks(self.accounts, way, worker)
        while webhooks.round():
            pass

    def reminds(self) -> None:
        """Remind of what is near."""
        while Reminders(self.installation, self.accounts).round():
            pass

    def outcomes(self) -> list[Any]:
        """Return how each message stands: outcome, attempts, status, reason."""
        query = """
            SELECT outcome, attempts, status, reason FROM operations.webhook_deliveries
            ORDER BY position, message
        """
        return list(self.house.query(query))

    def mails(self) -> list[tuple[str, str]]:
        """Return the messages to people: kind, and to whom."""
        query = "SELECT kind, person FROM operations.mails ORDER BY kind, person, id"
        return [(str(kind), str(person)) for kind, person in self.house.query(query)]

    def again(self) -> None:
        """Let everything that happened be told of once more, as to a new reader of the log."""
        self.house.query("UPDATE projections.tasks SET done_at = NULL WHERE kind = 'delivery'")


@contextmanager
def desk_of(house: House) -> Iterator[Desk]:
    """Open the accounts of a house."""
    settings = settings_for(house.database, house.home)
    with running(settings) as installation:
        desk = Desk(house, installation, house.database.dsn())
        try:
            yield desk
        finally:
            desk.accounts.close()
