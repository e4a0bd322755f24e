"""One's own organisation: its people, who looks after their accounts, links and powers, its log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from starlette.responses import Response

from aggregates.vocabulary import Role
from api.errors import CODED_ERRORS, CodedError
from api.refusals import ApiError
from api.routes.account import Happened
from api.routes.administration import Administrators, PowerKept, RecoveryOpened
from api.routes.desk import Sent
from api.routes.invitations import LinkKept
from api.routes.organisations import OrganisationNow
from api.routes.people_list import ListedPeople
from api.web.again import mendable
from api.web.catalogues import N_
from api.web.chrome import SIDES
from api.web.deals.reading import names_of
from api.web.evidence import FORM_BYTES, digest_in
from api.web.organising import POSTS, called, role_name
from api.web.page import Entry, Pages
from api.web.presence import require_shown
from api.web.visit import Visit

pages = Pages()

T = TypeVar("T")

PEOPLE = 100
"""How many of its people are shown; a delegation is smaller."""
LOGGED = 30
_MENDABLE: Final = {403, 404, 409, 422}
"""How many entries of the security log are shown."""


@pages.get("/ours", entry=Entry(label=N_("Your organisation"), order=80, roles=SIDES))
async def own_organisation(visit: Visit) -> Response:
    """Show who belongs to one's organisation; to an administrator also how they come in."""
    return await _shown(visit)


@pages.post("/ours/administrators")
async def administrators(visit: Visit) -> Response:
    """Make one of its people an administrator, or make them one no longer."""
    person = visit.form.text("person")
    operation = "appoint_administrator"
    if visit.form.text("what") == "remove_administrator":
        operation = "remove_administrator"
    return await _done(visit, operation, {}, person=person)


@pages.post("/ours/recoveries")
async def recovery(visit: Visit) -> Response:
    """Ask that a colleague can come in again, or agree to what another administrator asked."""
    named = visit.form.text("recovery")
    try:
        if named:
            await visit.do("confirm_recovery", Sent, {}, recovery=named)
            return visit.go("/ours", visit.told("A link is on its way to their address."))
        person = visit.form.text("person")
        await visit.do("open_recovery", RecoveryOpened, {}, person=person)
    except CODED_ERRORS as wrong:
        return await _shown(visit, mendable(wrong, _MENDABLE))
    return visit.go("/ours", visit.told("Asked. Another administrator has to agree."))


@pages.post("/ours/invitations")
async def take_link_back(visit: Visit) -> Response:
    """Take a link into one's organisation back."""
    link = visit.form.text("link")
    return await _done(visit, "revoke_invitation_link", {}, link=link)


@pages.get("/ours/powers/new")
async def new_power(visit: Visit) -> Response:
    """Ask whom the organisation lets act for it, as what, until when, by which paper."""
    require_shown(visit, "record_power")  # before a file is chosen: it could not be kept
    return _power_page(visit)


@pages.post("/ours/powers/new", form_bytes=FORM_BYTES)
async def record_power(visit: Visit) -> Response:
    """Let an adviser act for one's organisation."""
    form = visit.form
    body = {
        "person": form.text("person"),
        "roles": sorted(form.every("role")),
        "evidence_sha256": digest_in(form),
        "valid_from": f"{form.text('valid_from')}T00:00:00Z",
        "valid_until": f"{form.text('valid_until')}T00:00:00Z",
    }
    try:
        await visit.do("record_power", PowerKept, body, organisation=visit.who.organisation)
    except CODED_ERRORS as wrong:
        return _power_page(visit, mendable(wrong, _MENDABLE))
    return visit.go("/ours", visit.told("The power is recorded."))


@pages.post("/ours/powers")
async def revoke_power(visit: Visit) -> Response:
    """Take a power back."""
    return await _done(visit, "revoke_power", {}, power=visit.form.text("power"))


async def _done(visit: Visit, operation: str, body: dict[str, object], **path: str) -> Response:
    try:
        await visit.do(operation, type(None), body, organisation=visit.who.organisation, **path)
    except CODED_ERRORS as wrong:
        return await _shown(visit, mendable(wrong, _MENDABLE))
    return visit.go("/ours", visit.told("Done, and noted in the log of your organisation."))


async def _shown(visit: Visit, wrong: CodedError | None = None) -> Response:
    own = visit.who.organisation
    now = await visit.read("read_organisation", OrganisationNow, organisation=own)
    listed = await visit.read("list_people", ListedPeople, {"organisation": own, "limit": PEOPLE})
    appointed = await visit.read("list_administrators", Administrators, organisation=own)
    administers = visit.who.person in appointed.administrators
    log = await _log(visit) if administers else ()
    powers = await _of(visit, "list_powers", PowerKept) if administers else ()
    links = await _of(visit, "list_invitations", LinkKept) if administers else ()
    people = {entry.person for entry in log} | {entry.by for entry in log}
    people |= {one.person for one in powers} | {one.person for one in links}
    return visit.show(
        "own-organisation.html",
        422 if wrong else 200,
        organisation=now,
        people=[(one, called(visit, one)) for one in listed.items],
        administrators=appointed.administrators,
        administers=administers,
        log=log[:LOGGED],
        recoveries=_open(log, visit),
        powers=[one for one in powers if one.revoked_at is None and one.valid_until > visit.at],
        links=[one for one in links if _usable(one, visit)],
        names=await names_of(visit, people),
        problem=visit.sentence(wrong) if wrong else None,
    )


def _power_page(visit: Visit, wrong: CodedError | None = None) -> Response:
    return visit.show(
        "own-power.html",
        422 if wrong else 200,
        roles=[(role, role_name(visit, Role(role))) for role in POSTS],
        form=visit.form,
        problem=visit.sentence(wrong) if wrong else None,
    )


async def _log(visit: Visit) -> Sequence[Happened]:
    return await _of(visit, "read_security_log", Happened)


async def _of(visit: Visit, operation: str, kind: type[T]) -> Sequence[T]:
    """Return what an operation lists of one's organisation; nothing to who may not know it."""
    try:
        return await visit.read_every(operation, kind, organisation=visit.who.organisation)
    except ApiError as wrong:
        if wrong.code not in {"not_administrator", "not_permitted"}:
            raise
        return ()


def _open(log: Sequence[Happened], visit: Visit) -> Sequence[Happened]:
    """Return the recoveries that wait for another administrator than the reader."""
    ended = {
        entry.facts.get("recovery")
        for entry in log
        if entry.what in {"recovery_confirmed", "recovery_cancelled"}
    }
    return [
        entry
        for entry in log
        if entry.what == "recovery_opened"
        and entry.facts.get("recovery") not in ended
        and visit.who.person not in {entry.by, entry.person}
    ]


def _usable(link: LinkKept, visit: Visit) -> bool:
    return link.used_at is None and link.revoked_at is None and link.expires_at > visit.at
