"""The help desk: visitors without a device or without their means, let in by who sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from starlette.responses import Response

from aggregates.vocabulary import Role
from api.accounts.desk import DocumentType
from api.errors import CODED_ERRORS, CodedError
from api.http.visiting import InSession
from api.routes.desk import Attested, Received, Sent
from api.routes.people import PersonNow
from api.web.again import mendable
from api.web.catalogues import N_
from api.web.deals.reading import names_of, organisations_of
from api.web.evidence import FORM_BYTES, digest_in
from api.web.organising import POSTS, TABS, role_name
from api.web.page import Entry, Pages
from api.web.presence import require_shown
from api.web.visit import Visit

pages = Pages()

DOCUMENTS: Final[Mapping[str, str]] = {
    "passport": N_("Passport"),
    "identity_card": N_("Identity card"),
    "residence_permit": N_("Residence permit"),
}
SEEN: Final[Mapping[str, str]] = {
    "sign": N_("sign an agreement"),
    "accept_intent": N_("sign a letter of intent"),
    "submit_intent": N_("hand in a letter of intent"),
    "witness": N_("sign as a witness"),
    "notarise": N_("sign as a notary"),
}
"""What a visitor may be seen doing: what needs a proof of presence."""
_MENDABLE: Final = {403, 409, 422}
_DESK: Final = frozenset({Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY})


@pages.get("/help-desk", entry=Entry(label=N_("Help desk"), order=66, roles=_DESK))
async def help_desk(visit: Visit) -> Response:
    """Show who is at this desk, and how to help others."""
    return await _shown(visit)


@pages.get("/help-desk/people/{person}")
async def visitor_page(visit: Visit) -> Response:
    """Ask which identity document somebody has shown, and what they need."""
    require_shown(visit, "receive_visitor")  # before a file is chosen: it could not be kept
    return await _before_the_desk(visit)


@pages.post("/help-desk/people/{person}/receive", form_bytes=FORM_BYTES)
async def receive(visit: Visit) -> Response:
    """Give a code for the device at the desk, by which the visitor is in for five minutes."""
    form = visit.form
    body = {
        "person": visit.path["person"],
        "organisation": form.text("organisation"),
        "role": form.text("role"),
        **_document(visit),
    }
    try:
        received = await visit.do("receive_visitor", Received, body)
    except CODED_ERRORS as wrong:
        return await _before_the_desk(visit, mendable(wrong, _MENDABLE))
    return visit.show("organiser/help-code.html", received=received)


@pages.post("/help-desk/people/{person}/recover", form_bytes=FORM_BYTES)
async def recover(visit: Visit) -> Response:
    """Send a link by which somebody who lost their means comes in again, and signs a day later."""
    try:
        await visit.do("recover_at_desk", Sent, _document(visit))
    except CODED_ERRORS as wrong:
        return await _before_the_desk(visit, mendable(wrong, _MENDABLE))
    said = visit.told("A link is on its way to their registered address. It is logged.")
    return visit.go("/help-desk", said)


@pages.post("/help-desk/visitors/{session}/attest")
async def attest(visit: Visit) -> Response:
    """Attest that one sees the visitor do something, for the next minutes."""
    form = visit.form
    body = {
        "operation": form.text("operation"),
        "document_sha256": form.text("document_sha256").lower(),
        "deal": form.text("deal"),
        "seat": form.text("seat"),
    }
    try:
        await visit.do("attest_presence", Attested, body)
    except CODED_ERRORS as wrong:
        return await _shown(visit, mendable(wrong, _MENDABLE))
    return visit.go("/help-desk", visit.told("Attested: they can do it now, before you."))


async def _shown(visit: Visit, wrong: CodedError | None = None) -> Response:
    here = await visit.read_every("list_visitors", InSession)
    return visit.show(
        "organiser/help-desk.html",
        422 if wrong else 200,
        visitors=here,
        people=await names_of(visit, {one.person for one in here}),
        organisations=await organisations_of(visit, {one.organisation for one in here}),
        acts=[(one, visit.told(told)) for one, told in SEEN.items()],
        form=visit.form,
        problem=visit.sentence(wrong) if wrong else None,
        tabs=TABS,
    )


async def _before_the_desk(visit: Visit, wrong: CodedError | None = None) -> Response:
    now = await visit.read("read_person", PersonNow)
    organisations = {post.organisation for post in now.posts}
    return visit.show(
        "organiser/help-visitor.html",
        422 if wrong else 200,
        person=now,
        name=now.native_name if visit.tongue.told == "zh" else now.latin_name,
        held=list((await organisations_of(visit, organisations)).items()),
        documents=[(one, visit.told(DOCUMENTS[one])) for one in get_args(DocumentType)],
        named_roles=[(role, role_name(visit, Role(role))) for role in POSTS],
        form=visit.form,
        problem=visit.sentence(wrong) if wrong else None,
    )


def _document(visit: Visit) -> dict[str, object]:
    form = visit.form
    return {
        "document_type": form.text("document_type"),
        "document_sha256": digest_in(form, "document"),
    }
