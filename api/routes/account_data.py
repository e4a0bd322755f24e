"""What is kept of oneself, brought together: for the person, and nobody else."""

from __future__ import annotations

from aggregates.deal.state import Deal
from aggregates.vocabulary import OrganisationId
from api.http.asked import Asked
from api.http.bundles import ZIP, bundle_reply
from api.http.policy import can
from api.http.related import related
from api.http.reply import Reply
from api.http.router import Router
from api.http.visiting import accounts_for
from api.personal.data import PersonalData
from api.personal.gathering import Gathering
from api.personal.proving import wanted_person
from api.receipts.witnessing import Witnessing

router = Router("account")


@router.get("/account/data", answer=PersonalData, limit="heavy")
def read_own_data(asked: Asked) -> Reply:
    """Return what is kept of oneself: names, addresses, posts, mandates, account, and deeds.

    ``deeds`` are the events of every log that one asked for. The sentence that tells one is there
    only if one may read it now, in the office in which one asks; that it happened is told always.
    """
    gathering = Gathering(
        installation=asked.site.installation,
        operations=accounts_for(asked).operations,
        language=asked.language,
        may=lambda deal, organisation: _may(asked, deal, organisation),
    )
    data = gathering.of(asked.who.person, asked.at)
    headers = {"content-disposition": f'attachment; filename="{data.person}.json"'}
    return Reply(content=data, cache="private, no-store", headers=headers)


@router.get("/account/evidence", answer=bytes, media=(ZIP,), limit="heavy")
def read_own_evidence(asked: Asked) -> Reply:
    """Return the evidence bundle of oneself: what the registry's log has, and that it is all.

    It holds every event of one's own stream as it is stored, with its key, and each text that is
    sealed in it: names, addresses, telephone. Verify it by `counterseal verify`, or by the page
    that needs nothing but a browser.

    Raises:
        ApiError: ``evidence_unready`` while no signed head covers it: come back.
    """
    person = asked.who.person
    wanted = wanted_person(asked.site.installation, person)
    witnessing = asked.site.the(Witnessing)
    evidence = witnessing.evidence(wanted.book, wanted.stream, wanted.entitled)
    return bundle_reply(evidence, person)


def _may(asked: Asked, deal: Deal | None, organisation: OrganisationId) -> bool:
    """Return whether they read today what they did for an organisation in a deal."""
    if deal is None or organisation != asked.who.organisation:
        return False
    return can(asked.acting, "read_history", related(deal, asked.who))
