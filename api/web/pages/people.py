"""The people of the registry: found, registered, brought in from a table, invited, given posts."""

from __future__ import annotations

from starlette.responses import Response

from aggregates.person.events import Post
from aggregates.vocabulary import Role
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.routes.invitations import LinkKept
from api.routes.organisations import OrganisationNow
from api.routes.people import PersonNow
from api.routes.people_import import PeopleOutcome
from api.routes.people_list import ListedPeople
from api.routes.people_posts import PostsAwaiting
from api.web.again import mendable
from api.web.deals.reading import names_of, organisations_of
from api.web.organising import (
    OFFICES,
    PART,
    POSTS,
    TABLE_BYTES,
    TABS,
    called,
    role_name,
    table_handed_in,
)
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

NAMES = ("native_name", "latin_name", "email", "phone", "display_order")


@pages.get("/people")
async def people(visit: Visit) -> Response:
    """List people: of one organisation, or all that the reader may see; and posts that wait."""
    asked = {name: visit.query(name) for name in ("organisation", "cursor")}
    query = {name: value for name, value in asked.items() if value}
    found = await visit.read("list_people", ListedPeople, {**query, "limit": PART})
    waiting = await visit.read("list_posts_awaiting", PostsAwaiting, {"limit": PART})
    organisations = {post.organisation for one in found.items for post in one.acts_for}
    organisations |= {one.organisation for one in waiting.items}
    return visit.show(
        "organiser/people.html",
        found=found,
        listed=[(one, called(visit, one)) for one in found.items],
        waiting=waiting.items,
        people=await names_of(visit, {one.person for one in waiting.items}),
        organisations=await organisations_of(visit, organisations),
        asked=asked,
        tabs=TABS,
    )


@pages.get("/people/new")
async def new_person(visit: Visit) -> Response:
    """Ask who is to be registered, for which organisation."""
    return await _asked_for(visit)


@pages.post("/people/new")
async def register_person(visit: Visit) -> Response:
    """Register a person, and say whether their organisation is asked first."""
    form = visit.form
    post = {"organisation": form.text("organisation"), "roles": sorted(form.every("role"))}
    body = {**{name: form.text(name) for name in NAMES}, "posts": [post]}
    try:
        outcome = await visit.do("register_person", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _asked_for(visit, mendable(wrong))
    said = visit.told("Registered. They can be invited to make an account.")
    return visit.go(f"/people/{outcome.ids['person']}", said)


@pages.get("/people/import")
async def import_page(visit: Visit) -> Response:
    """Ask for a table."""
    return visit.show("organiser/people-import.html", told=None, table="")


@pages.post("/people/import", form_bytes=TABLE_BYTES, limit="heavy")
async def import_people(visit: Visit) -> Response:
    """Say what a table would come to; or carry it out, as it was shown."""
    dry = visit.form.text("do") != "yes"
    try:
        table = await table_handed_in(visit)
        told = await visit.do("import_people", PeopleOutcome, {"table": table, "dry_run": dry})
    except CODED_ERRORS as wrong:
        problem = visit.sentence(mendable(wrong))
        return visit.show("organiser/people-import.html", 422, told=None, table="", problem=problem)
    if not dry and not told.refused:
        return visit.go("/people", visit.told("%(n)s people were registered.", n=told.registered))
    return visit.show("organiser/people-import.html", told=told, table=table)


@pages.get("/people/{person}")
async def person_page(visit: Visit) -> Response:
    """Show a person: names, posts, offices, and what can be done for them."""
    return await _shown(visit)


@pages.post("/people/{person}/invite")
async def invite(visit: Visit) -> Response:
    """Send a link by which the person makes an account; it names no deal."""
    body = {"language": visit.form.text("language")}
    await visit.do("invite_person", LinkKept, body)
    return visit.go(_page(visit), visit.told("A link is on its way to their registered address."))


@pages.post("/people/{person}/posts")
async def assign(visit: Visit) -> Response:
    """Give a post beside the others, or other roles in one; without a role it is taken away."""
    form = visit.form
    now = await visit.read("read_person", PersonNow)
    organisation, roles = form.text("organisation"), form.every("role")
    others = [post for post in now.posts if post.organisation != organisation]
    wanted = [Post(organisation=organisation, roles=tuple(map(Role, roles)))] if roles else []
    posts = [
        {"organisation": one.organisation, "roles": [role.value for role in one.roles]}
        for one in (*others, *wanted)
    ]
    try:
        await visit.do("assign_person", CommandOutcome, {"posts": posts})
    except CODED_ERRORS as wrong:
        return await _shown(visit, mendable(wrong))
    return visit.go(_page(visit), visit.told("The posts are recorded."))


@pages.post("/people/{person}/office")
async def office(visit: Visit) -> Response:
    """Propose an office, confirm what somebody else has proposed, or withdraw it."""
    form, what = visit.form, visit.form.text("what")
    operation = what if what in {"confirm_office", "withdraw_office"} else "propose_office"
    body = {"organisation": form.text("organisation"), "role": form.text("role")}
    try:
        await visit.do(operation, CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _shown(visit, mendable(wrong))
    return visit.go(_page(visit), visit.told("Recorded."))


@pages.post("/people/{person}/word")
async def word(visit: Visit) -> Response:
    """Say yes or no to a post that somebody of the fair has given in one's organisation."""
    operation = "refuse_post" if visit.form.text("what") == "refuse_post" else "confirm_post"
    body = {"organisation": visit.form.text("organisation")}
    await visit.do(operation, CommandOutcome, body)
    if operation == "confirm_post":
        return visit.go("/people", visit.told("The post counts from now on."))
    return visit.go("/people", visit.told("The post is refused."))


async def _asked_for(visit: Visit, wrong: CodedError | None = None) -> Response:
    organisation = visit.query("organisation") or visit.form.text("organisation")
    found = None
    if organisation:
        found = await visit.read("read_organisation", OrganisationNow, organisation=organisation)
    return visit.show(
        "organiser/person-new.html",
        422 if wrong else 200,
        organisation=found,
        roles=POSTS,
        form=visit.form,
        problem=visit.sentence(wrong) if wrong else None,
    )


async def _shown(visit: Visit, wrong: CodedError | None = None) -> Response:
    now = await visit.read("read_person", PersonNow)
    organisations = {
        *(one.organisation for one in now.posts),
        *(one.organisation for one in now.awaiting),
        *(one.organisation for one in now.proposals),
        visit.who.organisation,
    }
    people = {one.proposed_by for one in now.proposals} | {one.asked_by for one in now.awaiting}
    named = await organisations_of(visit, organisations)
    chinese = visit.tongue.told == "zh"
    return visit.show(
        "organiser/person.html",
        422 if wrong else 200,
        person=now,
        name=now.native_name if chinese else now.latin_name,
        people=await names_of(visit, people),
        organisations=named,
        roles=POSTS,
        held=[(post.organisation, named[post.organisation]) for post in now.posts],
        named_offices=[(one.value, role_name(visit, one)) for one in OFFICES],
        registry=visit.who.role is Role.REGISTRY,
        form=visit.form,
        problem=visit.sentence(wrong) if wrong else None,
        tabs=TABS,
    )


def _page(visit: Visit) -> str:
    return f"/people/{visit.path['person']}"
