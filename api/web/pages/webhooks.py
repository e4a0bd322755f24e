"""Webhooks of one's organisation: where its systems are told what happens to its deals."""

from __future__ import annotations

from typing import Final, cast

from starlette.responses import Response

from api.http.paging import Page
from api.refusals import ApiError
from api.routes.webhooks import Delivery, WebhookKept, WebhookMade
from api.web.again import said_of
from api.web.page import Pages
from api.web.presence import require_shown
from api.web.visit import Visit
from api.webhooks.endpoints import KINDS

pages = Pages()

SHOWN: Final = 20
_MENDABLE: Final = {"webhook_url_refused", "event_kind_unlisted", "webhooks_too_many"}


@pages.get("/webhooks")
async def webhooks(visit: Visit) -> Response:
    """Show the endpoints of one's organisation, and what became of the last messages to each."""
    own = visit.who.organisation
    read = await visit.read("list_webhooks", object, organisation=own)
    kept = cast("tuple[WebhookKept, ...]", read)
    sent = {one.webhook: await _sent(visit, one.webhook) for one in kept}
    return visit.show("operations/webhooks.html", webhooks=kept, sent=sent)


@pages.get("/webhooks/new")
async def webhook_page(visit: Visit) -> Response:
    """Ask where to tell of what."""
    require_shown(visit, "register_webhook")
    return _asked(visit)


@pages.post("/webhooks/new")
async def register(visit: Visit) -> Response:
    """Show the secret of a new endpoint, this once."""
    body = {"url": visit.form.text("url"), "kinds": visit.form.every("kind")}
    own = visit.who.organisation
    try:
        made = await visit.do("register_webhook", WebhookMade, body, organisation=own)
    except ApiError as wrong:
        return _asked(visit, said_of(visit, wrong, _MENDABLE))
    return visit.show("operations/webhook-made.html", made=made)


@pages.post("/webhooks/{webhook}/{what}")
async def change(visit: Visit) -> Response:
    """Try an endpoint, send nothing there, send there again, or forget it."""
    operation, said = _changes(visit)[_known(visit.path["what"])]
    await visit.do(operation, object, {}, organisation=visit.who.organisation)
    return visit.go("/webhooks", said)


@pages.post("/webhooks/{webhook}/deliveries/{delivery}/replay")
async def replay(visit: Visit) -> Response:
    """Send one message again."""
    await visit.do("replay_delivery", Delivery, {}, organisation=visit.who.organisation)
    return visit.go("/webhooks", visit.told("The message is sent again."))


def _changes(visit: Visit) -> dict[str, tuple[str, str]]:
    return {
        "ping": ("ping_webhook", visit.told("A trial is on its way.")),
        "disable": ("disable_webhook", visit.told("Nothing is sent there any more.")),
        "enable": ("enable_webhook", visit.told("It is told again of what happens.")),
        "remove": ("remove_webhook", visit.told("The endpoint is forgotten.")),
    }


def _known(what: str) -> str:
    if what not in {"ping", "disable", "enable", "remove"}:
        raise ApiError("route_unknown")
    return what


async def _sent(visit: Visit, webhook: str) -> tuple[Delivery, ...]:
    own, asked = visit.who.organisation, {"limit": SHOWN}
    page = await visit.read("list_deliveries", object, asked, organisation=own, webhook=webhook)
    return cast("Page[Delivery]", page).items


def _asked(visit: Visit, problem: str | None = None) -> Response:
    return visit.show(
        "operations/webhook.html",
        422 if problem else 200,
        url=visit.form.text("url"),
        kinds=visit.form.every("kind"),
        every=sorted(KINDS),
        problem=problem,
    )
