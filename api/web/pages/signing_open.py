"""Preparing a signing: who signs for each side, who attests, in which order, until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

from starlette.responses import Response

from aggregates.vocabulary import SeatRole
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.routes.deals_signatories import SideSigns, Signatories
from api.web.again import mendable
from api.web.deals.deadlines import by_clock, deadline_in
from api.web.deals.reading import names_of, organisations_of, sides_of
from api.web.forms import Form
from api.web.page import Pages
from api.web.signing.place import Place, place_for
from api.web.visit import Visit

pages = Pages()

TO_SIGN: Final = timedelta(days=7)
"""For how long a signing is open unless who opens it says otherwise."""
OFFICES: Final = ("witness", "notary", "official")


@pages.get("/deals/{deal}/instruments/{instrument}/prepare")
async def prepare_page(visit: Visit) -> Response:
    """Show who could sign, with those chosen whose mandates ask for it."""
    return await _shown(visit, await place_for(visit))


@pages.post("/deals/{deal}/instruments/{instrument}/prepare", limit="heavy")
async def prepare(visit: Visit) -> Response:
    """Open the signing as the form lays it out; the paper is made and certified with it."""
    place, form = await place_for(visit), visit.form
    try:
        listed = await visit.read("list_signatories", Signatories)
        body = {
            "instrument": place.instrument.id,
            "terms_sha256": form.text("terms_sha256"),
            "seats": list(_seats(listed, form)),
            "expires_at": deadline_in(form.text("expires"), visit.formats.zone, "expires_at"),
            "embargoed": form.text("embargoed") == "yes",
        }
        await visit.do("open_signing", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return await _shown(visit, place, mendable(wrong))
    told = visit.told("The paper is made, certified, and open to be signed.")
    return visit.go(place.address, told)


async def _shown(visit: Visit, place: Place, wrong: CodedError | None = None) -> Response:
    listed = await visit.read("list_signatories", Signatories)
    form, by_default = visit.form, visit.at + TO_SIGN
    latest = min(by_default, place.deal.expires_at.at)
    people = {one.person for side in listed.sides for one in side.people}
    return visit.show(
        "signing/prepare.html",
        422 if wrong else 200,
        place=place,
        listed={side.principal: side for side in listed.sides},
        by_role=await _offices(visit, listed),
        sides=await sides_of(visit, place.deal),
        names=await names_of(visit, people),
        chosen={*form.every("signs")}
        or {m for side in listed.sides for m in _default(side, place)},
        expires=form.text("expires") or by_clock(latest, visit.formats.zone),
        zone=visit.formats.place(visit.formats.zone),
        problem=visit.sentence(wrong, await _called(visit, place)) if wrong else None,
        form=form,
    )


async def _offices(visit: Visit, listed: Signatories) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return the offices that attest by role: each with what it is called."""
    names = await organisations_of(visit, {one.organisation for one in listed.offices})
    return {
        role: [(o.organisation, names[o.organisation]) for o in listed.offices if o.role == role]
        for role in OFFICES
    }


async def _called(visit: Visit, place: Place) -> Mapping[str, str]:
    return {side.id: side.name for side in await sides_of(visit, place.deal)}


def _default(side: SideSigns, place: Place) -> Sequence[str]:
    """Return whom the form has chosen to begin with: the lead if they may, and as many as joint."""
    leads = {one.lead for one in place.deal.principals}
    ordered = sorted(side.people, key=lambda one: one.person not in leads)
    needed = max((one.joint for one in ordered[:1]), default=0)
    return [one.mandate for one in ordered[:needed]]


def _seats(listed: Signatories, form: Form) -> Iterator[Mapping[str, object]]:
    """Yield a seat for each person chosen, or fewer that any of them may take; then offices."""
    chosen, last = {*form.every("signs")}, 1
    for side_no, side in enumerate(listed.sides, 1):
        sitters = [
            {"person": one.person, "mandate": one.mandate}
            for one in side.people
            if one.mandate in chosen
        ]
        turn, needed = (
            _number(form, f"turn-{side.principal}"),
            _number(form, f"of-{side.principal}"),
        )
        last, seats = max(last, turn), min(needed or len(sitters), len(sitters))
        for number in range(1, seats + 1):
            yield {
                "field": f"side-{side_no}-{number}",
                "role": SeatRole.SIGNATORY.value,
                "of": side.principal,
                "number": number,
                "turn": turn or 1,
                "sitters": sitters if seats < len(sitters) else [sitters[number - 1]],
            }
    for after, role in enumerate(OFFICES, 1):
        if office := form.text(role):
            yield {"field": role, "role": role, "of": office, "number": 1, "turn": last + after}


def _number(form: Form, name: str) -> int:
    written = form.text(name)
    return int(written) if written.isdecimal() and len(written) < 3 else 0
