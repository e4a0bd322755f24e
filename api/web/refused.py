"""What a reader sees who was refused: what happened, and what they can do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

import msgspec
from starlette.responses import Response

from api.deals.timeline import Moment
from api.errors import CODED_ERRORS, CodedError
from api.http.paging import LIMIT_MAX, Page
from api.http.problems import headers_of, status_of, tellable
from api.web.catalogues import N_
from api.web.forms import SEEN, VERSION
from api.web.presence import asked_anew, asked_for
from api.web.visit import Visit


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """A heading, and what to do."""

    heading: str
    advice: str


_BY_STATUS: Final[Mapping[int, Advice]] = {
    401: Advice(
        heading=N_("Sign in to go on"),
        advice=N_("Your session has ended, or this page is for people who have signed in."),
    ),
    403: Advice(
        heading=N_("This is not yours to do"),
        advice=N_(
            "You act in a role that may not do this. If you hold another post, choose it at the "
            "top of the page; else ask the lead of your side."
        ),
    ),
    404: Advice(
        heading=N_("There is nothing here for you"),
        advice=N_(
            "The address is wrong, or what stands here is not yours to see. Start again from your "
            "own page."
        ),
    ),
    409: Advice(
        heading=N_("This cannot be done as things stand"),
        advice=N_("Nothing was recorded. Go back, look at how things stand now, and decide again."),
    ),
    412: Advice(
        heading=N_("Somebody was faster"),
        advice=N_(
            "The deal has moved on since this page was opened. Nothing of yours was recorded. Read "
            "what changed, then decide again."
        ),
    ),
    422: Advice(
        heading=N_("Something is not right in what was sent"),
        advice=N_("Nothing was recorded. Go back, mend it, and send it again."),
    ),
    428: Advice(
        heading=N_("This form is incomplete"),
        advice=N_("Nothing was recorded. Open the page again, and send the form from there."),
    ),
    429: Advice(
        heading=N_("Too much at once"),
        advice=N_("Nothing was recorded. Wait a moment, then try again."),
    ),
    503: Advice(
        heading=N_("We cannot answer just now"),
        advice=N_("Nothing was recorded. Try again in a moment; your work is where you left it."),
    ),
}
_OVERTAKEN: Final = {"not_on_table", "parties_changed", "offer_superseded", "no_live_offer"}
"""What is refused because another was faster, by the digest or number that the form cites."""
_OURS: Final = Advice(
    heading=N_("Something went wrong on our side"),
    advice=N_("It has been noted, with the number below. Try again; if it stays, tell the desk."),
)


async def refusal_page(visit: Visit, error: CodedError) -> Response:
    """Return the page that tells of a refusal, or asks for what it lacked."""
    told = tellable(error)
    what = asked_for(told)
    if what is not None and visit.acting is not None:
        return await asked_anew(visit, what)
    status = status_of(told)
    changed = await _changed(visit) if status in {409, 412} else ()
    overtaken = bool(changed) and told.code in _OVERTAKEN
    response = visit.show(
        "refused.html",
        status,
        status=status,
        advice=_BY_STATUS.get(412 if overtaken else status, _OURS),
        detail=visit.sentence(told) if status != 401 else "",
        code=told.code,
        request_id=visit.request.state.request_id,
        changed=changed,
        back=_back(visit),
    )
    for name, value in headers_of(told, status).items():
        if name != "www-authenticate":
            response.headers[name] = value
    return response


async def _changed(visit: Visit) -> Sequence[Moment]:
    """Return what happened in a deal since the form of a page was shown."""
    version = visit.form.text(VERSION) or visit.form.text(SEEN)
    if "deal" not in visit.path or not version.isdecimal():
        return ()
    try:
        query = {"limit": LIMIT_MAX}
        read = await visit.read("read_timeline", object, query)
    except CODED_ERRORS:
        return ()
    moments = cast("Page[Moment]", read)
    return [one for one in moments.items if one.version > int(version)]


def _back(visit: Visit) -> str:
    """Return where the form stood: a page of ours, by the browser's own word."""
    referer = visit.request.headers.get("referer", "")
    host = visit.request.headers.get("host", "")
    _, found, path = referer.partition(f"//{host}/")
    if found:
        return f"/{path}"
    return "/" if visit.acting else "/sign-in"
