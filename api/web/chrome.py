"""What stands around every page: where one can go from here, and as whom one is here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.person.state import Person
from aggregates.vocabulary import Role
from api.accounts.accounts import Accounts
from api.contracts.people import Registered
from api.errors import Language
from api.http.acting import Acting
from api.http.site import Site
from api.names import ERASED, short_name
from api.refusals import ApiError
from api.web.initials import initials_of
from api.web.page import Entry, Page
from ledger.errors import LedgerError


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A page that the navigation leads to; ``label`` is not translated yet."""

    path: str
    label: str


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """As whom somebody is here. ``posts`` is how many they might act in."""

    name: str
    initials: str
    organisation: str
    role: str
    posts: int


def places_for(pages: Iterable[Page], acting: Acting | None) -> tuple[Place, ...]:
    """Return the navigation of somebody."""
    entries = [(page.entry, page.path) for page in pages if page.entry is not None]
    ordered = sorted(entries, key=lambda one: one[0].order)
    return tuple(
        Place(path=path, label=entry.label) for entry, path in ordered if _is_for(entry, acting)
    )


def place_above(places: Collection[Place], path: str) -> str:
    """Return the place below which a page is, the nearest one; empty for a place itself."""
    if path in {one.path for one in places}:
        return ""
    above = [one.path for one in places if path.startswith(f"{one.path.rstrip('/')}/")]
    return max((one for one in above if one != "/"), key=len, default="")


async def chrome_for(
    site: Site, acting: Acting | None, pages: Iterable[Page], told: Language, path: str
) -> Mapping[str, object]:
    """Return what stands around the page at ``path``."""
    reader = await run_in_threadpool(_reader, site, acting, told) if acting else None
    places = places_for(pages, acting)
    return {"places": places, "within": place_above(places, path), "reader": reader}


def _is_for(entry: Entry, acting: Acting | None) -> bool:
    if acting is None:
        return entry.public
    return not entry.roles or acting.role in entry.roles


def _reader(site: Site, acting: Acting, told: Language) -> Reader:
    registered = Registered(site.installation)
    person = registered.people([acting.person]).get(acting.person, Person())
    try:
        name = registered.name_of(acting.person, person).told_in(told)
        legal = registered.organisation(acting.organisation).legal_name
    except (ApiError, LedgerError):
        name, legal = ERASED, ""
    posts = person.acting if site.find(Accounts) and not acting.deal else ()
    return Reader(
        name=name,
        initials=initials_of(name),
        organisation=short_name(legal, told),
        role=acting.role.value,
        posts=sum(len(post.roles) for post in posts),
    )


OFFICES = frozenset({Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY, Role.AUDITOR})
"""The roles of those who act for the fair or the state."""
SIDES = frozenset(
    {
        *(Role.LEAD, Role.NEGOTIATOR, Role.LAWYER, Role.INTERPRETER, Role.APPROVER),
        *(Role.SIGNATORY, Role.WITNESS, Role.NOTARY),
    }
)
"""The roles of those who take part in deals."""
