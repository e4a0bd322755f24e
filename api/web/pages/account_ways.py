"""How one signs in: a password with an app, passkeys, recovery codes. Each change is shown anew."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from api.accounts.sign_in import Asking
from api.http.reply import encoded
from api.refusals import ApiError
from api.routes.account import AppOffered, PasskeyKept, RecoveryCodes
from api.web.page import Pages
from api.web.pictures import qr_of
from api.web.presence import require_shown
from api.web.visit import Visit

pages = Pages()

_PASSWORD = {"credentials_refused", "password_guessable", "password_too_short", "password_too_long"}
_PASSKEY = {"passkey_refused", "challenge_stale", "passkeys_too_many", "body_malformed"}


@pages.get("/account/password")
async def password_page(visit: Visit) -> Response:
    """Ask for the password that one has, and the one that one wants."""
    require_shown(visit, "change_password")
    return visit.show("account/password.html")


@pages.post("/account/password")
async def change_password(visit: Visit) -> Response:
    """Take another password."""
    body = {"old": visit.form.secret("old"), "new": visit.form.secret("new")}
    try:
        await visit.do("change_password", type(None), body)
    except ApiError as wrong:
        if wrong.code not in _PASSWORD:
            raise
        return visit.show("account/password.html", 422, problem=visit.sentence(wrong))
    return visit.go("/account#ways", visit.told("The password is changed."))


@pages.get("/account/app")
async def app_page(visit: Visit) -> Response:
    """Offer a secret for an authenticator app."""
    return await _app(visit)


@pages.post("/account/app")
async def connect_app(visit: Visit) -> Response:
    """Take codes of the app that was offered."""
    try:
        await visit.do("connect_app", type(None), {"code": visit.form.text("code")})
    except ApiError as wrong:
        if wrong.code != "credentials_refused":
            raise
        return await _app(visit, visit.sentence(wrong))
    return visit.go("/account#ways", visit.told("The app is connected."))


@pages.get("/account/passkey")
async def passkey_page(visit: Visit) -> Response:
    """Offer to make a passkey on this device."""
    return await _passkey(visit)


@pages.post("/account/passkey")
async def add_passkey(visit: Visit) -> Response:
    """Take a passkey that the browser has made."""
    try:
        made = msgspec.json.decode(visit.form.text("answer") or "null")
        body = {"label": visit.form.text("label"), "made": made}
        await visit.do("add_passkey", PasskeyKept, body)
    except ApiError as wrong:
        if wrong.code not in _PASSKEY:
            raise
        return await _passkey(visit, visit.sentence(wrong))
    except msgspec.DecodeError:
        return await _passkey(visit, visit.sentence(ApiError("passkey_refused")))
    return visit.go("/account#ways", visit.told("The passkey is added."))


@pages.post("/account/passkey/remove")
async def remove_passkey(visit: Visit) -> Response:
    """Forget a passkey, but not the last way in."""
    await visit.do("remove_passkey", type(None), {}, passkey=visit.form.text("passkey"))
    return visit.go("/account#ways", visit.told("The passkey is removed."))


@pages.post("/account/codes")
async def renew_codes(visit: Visit) -> Response:
    """Show ten new recovery codes, this once."""
    made = await visit.do("renew_recovery_codes", RecoveryCodes, {})
    return visit.show("account/codes.html", codes=made.recovery_codes)


async def _app(visit: Visit, problem: str | None = None) -> Response:
    offered = await visit.do("offer_app", AppOffered, {})
    return visit.show(
        "account/app.html",
        422 if problem else 200,
        secret=offered.secret,
        code=qr_of(offered.address),
        problem=problem,
    )


async def _passkey(visit: Visit, problem: str | None = None) -> Response:
    asking = await visit.do("ask_new_passkey", Asking, {})
    return visit.show(
        "account/passkey.html",
        422 if problem else 200,
        asking=encoded(asking).decode(),
        label=visit.form.text("label"),
        problem=problem,
    )
