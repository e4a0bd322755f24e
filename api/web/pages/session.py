"""Coming in with a password and a code or a passkey, acting otherwise, leaving."""

from __future__ import annotations

from typing import Final

import msgspec
from starlette.responses import Response

from api.accounts.sign_in import Asking
from api.http.reply import encoded
from api.http.visiting import InSession
from api.refusals import ApiError
from api.routes.session_outside import ProviderTold
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()

_REFUSED: Final = {"credentials_refused", "challenge_stale", "too_many_requests"}


@pages.get("/sign-in", public=True)
async def sign_in_page(visit: Visit) -> Response:
    """Show the way in; who is in already is sent on."""
    if visit.acting is not None:
        return visit.go(onward(visit.query("to")))
    return await _shown(visit)


@pages.post("/sign-in", public=True)
async def sign_in(visit: Visit) -> Response:
    """Let somebody in, by password and code."""
    form = visit.form
    body = {
        "address": form.text("address"),
        "password": form.secret("password"),
        "code": form.text("code").replace(" ", ""),
    }
    try:
        await visit.do("sign_in", InSession, body)
    except ApiError as wrong:
        return await _again(visit, wrong)
    return visit.go(onward(form.text("to")))


@pages.post("/sign-in/passkey", public=True)
async def sign_in_with_passkey(visit: Visit) -> Response:
    """Let somebody in, by the answer of their passkey."""
    try:
        answer = msgspec.json.decode(visit.form.text("answer"))
        await visit.do("sign_in_with_passkey", InSession, {"answer": answer})
    except ApiError as wrong:
        return await _again(visit, wrong)
    except msgspec.DecodeError:
        return await _again(visit, ApiError("credentials_refused"))
    return visit.go(onward(visit.form.text("to")))


@pages.post("/sign-out")
async def sign_out(visit: Visit) -> Response:
    """Leave; the browser forgets what it was shown."""
    await visit.do("sign_out", type(None), {})
    return visit.go("/sign-in")


def onward(path: str) -> str:
    r"""Return where to go on: a path of ours, and no other host's (``//host``, ``/\\host``)."""
    is_ours = path.startswith("/") and path[1:2] not in {"/", "\\"}
    return path if is_ours and path.isprintable() else "/"


async def _again(visit: Visit, wrong: ApiError) -> Response:
    if wrong.code not in _REFUSED:
        raise wrong
    return await _shown(visit, visit.sentence(wrong), status=422)


async def _shown(visit: Visit, problem: str | None = None, status: int = 200) -> Response:
    asking = await visit.do("ask_passkey", Asking, {})
    return visit.show(
        "sign-in.html",
        status,
        problem=problem,
        to=onward(visit.form.text("to") or visit.query("to")),
        address=visit.form.text("address"),
        asking=encoded(asking).decode(),
        providers=await visit.read_every("list_providers", ProviderTold),
    )
