"""Coming in by a link: to make an account, to recover one, or as a guest to one deal.

The token stands behind the ``#`` of a link, where no server and no log sees it; a script hands
it over, or whoever has none types it in.
"""

from __future__ import annotations

from typing import Final

import msgspec
from starlette.responses import Response

from api.accounts.invitations import Invited, Offered
from api.http.reply import encoded
from api.http.visiting import InSession
from api.refusals import ApiError
from api.routes.invitations import Accepted
from api.routes.session_outside import ProviderTold
from api.web.again import said_of
from api.web.page import Pages
from api.web.pictures import qr_of
from api.web.visit import Visit

pages = Pages()

_KINDS: Final = {"account", "recovery", "guest"}
_MENDABLE: Final = {
    *("link_unusable", "proof_missing", "credentials_refused", "passkey_refused"),
    *("challenge_stale", "password_guessable", "password_too_short", "password_too_long"),
}


@pages.get("/come-in/{kind}", public=True)
async def threshold(visit: Visit) -> Response:
    """Take the token of a link over from the address."""
    _require_kind(visit)
    return visit.show("come-in/threshold.html")


@pages.post("/come-in/{kind}", public=True)
async def come_in(visit: Visit) -> Response:
    """Show what a link asks, or do it."""
    _require_kind(visit)
    try:
        return await _answered(visit)
    except ApiError as wrong:
        if wrong.code == "link_unusable":
            return visit.show("come-in/threshold.html", 422, problem=visit.sentence(wrong))
        return await _asked(visit, said_of(visit, wrong, _MENDABLE))


async def _answered(visit: Visit) -> Response:
    form, token = visit.form, visit.form.text("given")
    if form.text("step") != "in":
        return await _asked(visit, None)
    if visit.path["kind"] == "guest":
        spoken = {"token": token, "code": form.text("code").replace(" ", "")}
        there = await visit.do("sign_in_by_link", InSession, spoken)
        return visit.go(f"/deals/{there.deal}")
    body: dict[str, object] = {
        "token": token,
        "password": form.secret("password"),
        "code": form.text("code"),
    }
    if made := form.text("answer"):
        body = {"token": token, "passkey": _decoded(made)}
    accepted = await visit.do("accept_invitation", Accepted, body)
    providers = await visit.read_every("list_providers", ProviderTold)
    return visit.show(
        "come-in/codes.html",
        codes=accepted.recovery_codes,
        arrival=accepted.arrival,
        providers=providers if accepted.arrival else (),
        token=visit.seals.token_in(accepted.session.session),  # whoever was nobody is in now
    )


async def _asked(visit: Visit, problem: str | None) -> Response:
    token = visit.form.text("given")
    invited = await visit.do("look_up_invitation", Invited, {"token": token})
    if invited.kind == "guest":
        return visit.show(
            "come-in/guest.html", _code(problem), invited=invited, given=token, problem=problem
        )
    offered = await visit.do("offer_account", Offered, {"token": token})
    return visit.show(
        "come-in/account.html",
        _code(problem),
        invited=invited,
        given=token,
        problem=problem,
        secret=offered.totp_secret,
        code=qr_of(offered.totp_address),
        asking=encoded(
            {"challenge": offered.challenge, "options": offered.passkey_options}
        ).decode(),
    )


def _require_kind(visit: Visit) -> None:
    if visit.path["kind"] not in _KINDS:
        raise ApiError("route_unknown")


def _decoded(answer: str) -> object:
    try:
        return msgspec.json.decode(answer)
    except msgspec.DecodeError:
        raise ApiError("passkey_refused") from None


def _code(problem: str | None) -> int:
    return 422 if problem else 200
