"""Signing in with an account elsewhere: off to a provider, back from it, and the second factor.

One leaves by a link and comes back by one: a browser follows a form's answer to no other host
(``form-action``). What comes back stands in the address, so every answer to it leads elsewhere.
"""

from __future__ import annotations

from typing import Final

import msgspec
from starlette.responses import Response

from api.http.reply import encoded
from api.http.visiting import InSession
from api.refusals import ApiError
from api.routes.session_outside import COOKIE, Back, Elsewhere, SecondFactor
from api.web.page import Pages
from api.web.pages.session import onward
from api.web.visit import Visit

pages = Pages()

_SENT: Final = ("state", "code", "iss", "error")
_ABOUT_IT: Final = ("outside_", "provider_", "id_token_", "departure_", "too_many_")
_MENDABLE: Final = {"credentials_refused", "challenge_stale", "too_many_requests"}


@pages.get("/sign-in/with/{provider}", public=True, limit="command")
async def leave(visit: Visit) -> Response:
    """Send the browser to a provider; a page of somebody else does not send it there."""
    if visit.acting is not None:
        return visit.go(onward(visit.query("to")))
    if visit.request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        return visit.go("/sign-in")
    body = {"onward": onward(visit.query("to"))}
    try:
        there = await visit.do("leave_to_sign_in", Elsewhere, body)
    except ApiError as wrong:
        return _refused(visit, wrong)
    return visit.go(there.address)


@pages.get("/sign-in/from/{provider}", public=True, limit="command")
async def come_back(visit: Visit) -> Response:
    """Take what a provider says, and go on: in, to the second factor, or to one's account."""
    sent = {name: visit.query(name) for name in _SENT}
    try:
        back = await visit.do("come_back", Back, sent)
    except ApiError as wrong:
        return _refused(visit, wrong)
    if back.linked:
        return _done(visit.go("/account#ways", visit.told("The account is linked.")))
    if back.session is None:
        return visit.go("/sign-in/second")
    return _done(visit.go(onward(back.onward)))


@pages.get("/sign-in/unlinked", public=True)
async def unlinked(visit: Visit) -> Response:
    """Say what to do to whom a provider knows, and nobody here."""
    return visit.show("sign-in/unlinked.html")


@pages.get("/sign-in/second", public=True)
async def second_page(visit: Visit) -> Response:
    """Ask who is back for the second factor."""
    return await _second(visit)


@pages.post("/sign-in/second", public=True)
async def show_second(visit: Visit) -> Response:
    """Let somebody in who shows it."""
    try:
        body = {"code": visit.form.text("code").replace(" ", "")}
        await visit.do("show_second_factor", InSession, body | _passkey(visit))
    except ApiError as wrong:
        if wrong.code in _MENDABLE:
            return await _second(visit, visit.sentence(wrong))
        return _refused(visit, wrong)
    return _done(visit.go(onward(visit.form.text("to"))))


async def _second(visit: Visit, problem: str | None = None) -> Response:
    try:
        second = await visit.do("ask_second_factor", SecondFactor, {})
    except ApiError as wrong:
        return _refused(visit, wrong)
    return visit.show(
        "sign-in/second.html",
        422 if problem else 200,
        second=second,
        asking=encoded(second.passkey).decode(),
        problem=problem,
    )


def _passkey(visit: Visit) -> dict[str, object]:
    """Return a passkey's answer, if the form brings one.

    Raises:
        ApiError: ``credentials_refused`` for an answer that no browser gives.
    """
    answer = visit.form.text("answer")
    if not answer:
        return {}
    try:
        return {"passkey": msgspec.json.decode(answer)}
    except msgspec.DecodeError:
        raise ApiError("credentials_refused") from None


def _refused(visit: Visit, wrong: ApiError) -> Response:
    """Lead back to where one began, and say there why; what is about nothing of this goes on.

    Raises:
        ApiError: any other.
    """
    if not wrong.code.startswith(_ABOUT_IT):
        raise wrong
    if wrong.code == "outside_unlinked":
        return _done(visit.go("/sign-in/unlinked"))
    begun_at = "/sign-in" if visit.acting is None else "/account"
    return visit.go(begun_at, visit.sentence(wrong), kind="warning")


def _done(response: Response) -> Response:
    """Let the browser forget what it kept while it was away."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")
    return response
