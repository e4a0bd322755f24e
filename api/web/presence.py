"""Showing anew who one is, within a form: the proof goes before what the form asks for.

A form may bring the proof along with what it says (`presence.html` has the fields). One that does
not, and should have, is answered by a page that asks for it and sends the same form once more, to
the same address, with everything that stood in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

import msgspec
from msgspec.structs import replace
from starlette.responses import Response

from api.accounts.sessions import AT_DESK
from api.accounts.step_up import What
from api.errors import CodedError
from api.refusals import ApiError
from api.routes.account import OwnAccount
from api.routes.session import SteppedUp
from api.web.forms import Form
from api.web.visit import Visit, here

OPERATION: Final = "presence-operation"
DOCUMENT: Final = "presence-document"
DEAL: Final = "presence-deal"
SEAT: Final = "presence-seat"
ANSWER: Final = "presence-answer"
CODE: Final = "presence-code"

FIELDS: Final = (OPERATION, DOCUMENT, DEAL, SEAT, ANSWER, CODE)
"""What a form says of the proof, and nothing else of it."""
SECRETS: Final = ("old", "new", "password", "code")
"""What is typed in anew rather than sent back in a page."""
_AGAIN: Final = {"credentials_refused", "challenge_stale", "too_many_requests"}


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody can show it: with a passkey, a code of an app, one that is spoken, at a desk."""

    passkey: bool = False
    code: bool = False
    spoken: bool = False
    desk: bool = False


async def ways_of(visit: Visit) -> Ways:
    """Return how the reader can show anew who they are."""
    if visit.who.method == AT_DESK:
        return Ways(desk=True)
    spoken = visit.who.method == "link"
    try:
        account = await visit.read("read_account", OwnAccount)
    except ApiError as wrong:
        if wrong.code != "account_unlisted":
            raise
        return Ways(spoken=spoken)
    return Ways(passkey=bool(account.passkeys), code=account.has_app, spoken=spoken)


async def shown_first(visit: Visit) -> Response | None:
    """Take the proof that a form brings, if it brings one; return the page that asks again.

    Raises:
        CodedError: whatever ``step_up`` refuses, but a proof that is none.
    """
    what = _what(visit.form)
    if visit.acting is None or what is None:
        return None
    proof = _proof(visit.form)
    if not proof:
        return None  # at a desk nothing is typed: what is missing, the operation says
    try:
        shown = await visit.do("step_up", SteppedUp, {**msgspec.structs.asdict(what), **proof})
    except ApiError as wrong:
        if wrong.code not in _AGAIN:
            raise
        return await asking_page(visit, what, visit.sentence(wrong))
    visit.acting = replace(visit.acting, stepped_up_until=shown.expires_at)
    return None


async def show_presence(
    visit: Visit, operation: str, document_sha256: str, deal: str, seat: str = ""
) -> None:
    """Show it by the ``code`` that a form has among its own fields.

    Raises:
        CodedError: whatever ``step_up`` refuses.
    """
    what = What(operation=operation, document_sha256=document_sha256, deal=deal, seat=seat)
    code = visit.form.text("code").replace(" ", "")
    shown = await visit.do("step_up", SteppedUp, {**msgspec.structs.asdict(what), "code": code})
    visit.acting = replace(visit.who, stepped_up_until=shown.expires_at)


def require_shown(visit: Visit, operation: str) -> None:
    """Send who has not shown it shortly before to do so: secrets are typed in afterwards only.

    Raises:
        ApiError: ``step_up_needed``.
    """
    if not visit.who.stepped_up(visit.at):
        raise ApiError("step_up_needed", operation=operation)


async def asked_anew(visit: Visit, what: What) -> Response:
    """Return what asks for the proof: for a form in its place, for a page on the way to it."""
    if visit.request.method == "POST":
        return await asking_page(visit, what)
    to = quote(here(visit.request), safe="/")
    return visit.go(f"/step-up?operation={what.operation}&to={to}")


async def asking_page(visit: Visit, what: What, problem: str | None = None) -> Response:
    """Return the page that asks for the proof, and keeps what the form says."""
    return visit.show(
        "step-up.html",
        422 if problem else 403,
        what=what,
        ways=await ways_of(visit),
        action=visit.request.url.path,
        kept=kept_of(visit.form),
        files=bool(visit.form.files),
        problem=problem,
    )


def asked_for(error: CodedError) -> What | None:
    """Return for what a refusal wants presence shown, if that is why it refuses."""
    operation = error.facts.get("operation")
    if error.code != "step_up_needed" or not operation:
        return None
    names = ("document_sha256", "deal", "seat")
    told = {name: str(error.facts.get(name, "")) for name in names}
    return What(operation=str(operation), **told)


def kept_of(form: Form) -> Mapping[str, tuple[str, ...]]:
    """Return what a form says, without its secrets and what it says of a proof."""
    dropped = {*FIELDS, *SECRETS}
    return {name: values for name, values in form.fields.items() if name not in dropped}


def _what(form: Form) -> What | None:
    operation = form.text(OPERATION)
    if not operation:
        return None
    return What(
        operation=operation,
        document_sha256=form.text(DOCUMENT),
        deal=form.text(DEAL),
        seat=form.text(SEAT),
    )


def _proof(form: Form) -> Mapping[str, object]:
    """Return the proof as the command takes it, empty without one.

    Raises:
        ApiError: ``credentials_refused`` for an answer that no browser gives.
    """
    if answer := form.text(ANSWER):
        try:
            return {"passkey": msgspec.json.decode(answer)}
        except msgspec.DecodeError:
            raise ApiError("credentials_refused") from None
    code = form.text(CODE).replace(" ", "")
    return {"code": code} if code else {}
