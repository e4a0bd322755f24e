"""One's own account: who one is here, how one signs in, where one is in, and what acts for one."""

from __future__ import annotations

from starlette.responses import Response

from api.refusals import ApiError
from api.routes.account import Ended, OwnAccount, OwnSession
from api.routes.keys import KeyKept
from api.routes.people import PersonNow
from api.routes.session_outside import ProviderTold
from api.web.agents import device_of
from api.web.deals.reading import organisations_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()


@pages.get("/account")
async def account_page(visit: Visit) -> Response:
    """Show everything that is one's own to look after."""
    here = await visit.read_every("list_sessions", OwnSession)
    keys = await visit.read_every("list_keys", KeyKept)
    person = await visit.read("read_person", PersonNow, person=visit.who.person)
    organisations = {post.organisation for post in person.posts}
    organisations |= {one.organisation for one in here} | {one.organisation for one in keys}
    return visit.show(
        "account/page.html",
        person=person,
        account=await _own(visit),
        sessions=here,
        devices={one.session: device_of(one.agent) for one in here},
        keys=[one for one in keys if one.revoked_at is None and one.expires_at > visit.at],
        names=await organisations_of(visit, organisations),
        zone=visit.formats.zone.key,
        providers=await visit.read_every("list_providers", ProviderTold),
    )


@pages.post("/account/sessions/end")
async def end_session(visit: Visit) -> Response:
    """End one of one's sessions, or all but this one."""
    if named := visit.form.text("session"):
        await visit.do("end_one_session", type(None), {}, session=named)
        return visit.go("/account#sessions", visit.told("The session has ended."))
    await visit.do("end_sessions", Ended, {})
    return visit.go("/account#sessions", visit.told("Every other session has ended."))


async def _own(visit: Visit) -> OwnAccount | None:
    """Return how the reader can sign in; none for a guest, who has no account."""
    try:
        return await visit.read("read_account", OwnAccount)
    except ApiError as wrong:
        if wrong.code != "account_unlisted":
            raise
        return None
