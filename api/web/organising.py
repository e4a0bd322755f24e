"""What the pages of those who run the fair share: their tabs, and tables that are handed in."""

from __future__ import annotations

from typing import Final, NamedTuple

from starlette.concurrency import run_in_threadpool

from aggregates.vocabulary import Role
from api.importing.workbook import WORKBOOK_BYTES, csv_of
from api.refusals import ApiError
from api.routes.people_list import ListedPerson
from api.web.catalogues import N_
from api.web.page import FORM_BYTES
from api.web.visit import Visit
from api.web.words import ROLES

RUNNING: Final = frozenset({Role.ORGANISER, Role.REGISTRY})
"""The roles of those who run the fair."""
PART: Final = 25
"""How many rows of a list are shown at once."""
TABLE_BYTES: Final = WORKBOOK_BYTES + FORM_BYTES
"""How long a form is that hands a table in."""
POSTS: Final = tuple(
    one.value for one in Role if one not in {Role.SYSTEM, *RUNNING, Role.OFFICIAL, Role.AUDITOR}
)
"""The roles that a post is given in; offices are proposed by one and confirmed by another."""
OFFICES: Final = (Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY, Role.AUDITOR)
"""The roles that two of the registry give."""


class Tab(NamedTuple):
    """A page for those who run the fair; ``label`` is not translated yet.

    ``roles`` empty is for everybody who is in.
    """

    path: str
    label: str
    roles: frozenset[Role] = frozenset()


TABS: Final = (
    Tab("/organiser", N_("Editions")),
    Tab("/quality", N_("Data quality"), frozenset({Role.ORGANISER, Role.AUDITOR})),
    Tab("/ceremony", N_("Ceremony"), frozenset({Role.OFFICIAL, Role.ORGANISER, Role.AUDITOR})),
    Tab("/organisations", N_("Organisations")),
    Tab("/people", N_("People")),
    Tab("/help-desk", N_("Help desk"), frozenset({Role.OFFICIAL, *RUNNING})),
    Tab("/operations", N_("Operations"), frozenset({*RUNNING, Role.AUDITOR})),
)


def called(visit: Visit, listed: ListedPerson) -> str:
    """Return how a person of a list is called by who reads it; empty for who was erased."""
    native, latin = listed.native_name or "", listed.latin_name or ""
    return (native or latin) if visit.tongue.told == "zh" else (latin or native)


def role_name(visit: Visit, role: Role) -> str:
    """Return what a role is called in the reader's language."""
    return visit.told(ROLES[role.value])


async def table_handed_in(visit: Visit) -> str:
    """Return the table of a form, as CSV: a file that was chosen, else what it carried already.

    Raises:
        ApiError: ``table_unread``, ``examiner_busy``; ``body_malformed`` where there is none.
    """
    if file := visit.form.files.get("table"):
        return await run_in_threadpool(csv_of, file)
    carried = visit.form.secret("carried")
    if not carried:
        raise ApiError("body_malformed", path="table", reason="no table was chosen")
    return carried
