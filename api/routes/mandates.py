"""Mandates: recorded by who gives them, verified by an official, revoked at any time."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from aggregates.errors import RuleError
from aggregates.mandate import MANDATE
from aggregates.mandate.events import Scope
from aggregates.mandate.record_mandate import RecordMandate, record_mandate
from aggregates.mandate.revoke_mandate import RevokeMandate, revoke_mandate
from aggregates.mandate.state import Mandate
from aggregates.mandate.verify_mandate import VerifyMandate, verify_mandate
from aggregates.vocabulary import Kind, MandateId, Money, OrganisationId, PersonId, Sha256
from api.http.access import note_access
from api.http.asked import Asked
from api.http.commands import command, in_edition
from api.http.evidence import MEDIA, evidence_reply
from api.http.guard import require_related
from api.http.policy import relations_by_role
from api.http.related import related
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.rule import OFFICES
from api.http.sources import stream_named
from ledger.recorded import Loaded
from ledger.sources import One

router = Router("mandates")

_by_id: Final = stream_named(MANDATE, "mandate")


class MandateNow(msgspec.Struct, frozen=True, kw_only=True):
    """A mandate as it stands; ``version`` is what ``If-Match`` cites.

    Without ``limit`` it covers any amount. Nobody has verified it while ``verified_by`` is empty.
    """

    id: MandateId
    organisation: OrganisationId
    person: PersonId
    instruments: tuple[Kind, ...]
    limit: Money | None
    joint: int
    scope: tuple[Scope, ...]
    valid_from: datetime
    valid_until: datetime
    evidence_sha256: Sha256
    recorded_by: PersonId
    verified_by: PersonId
    revoked_at: datetime | None
    version: int


command(
    router,
    record_mandate,
    RecordMandate,
    path="/editions/{edition}/mandates/record_mandate",
    place=in_edition,
    streams=_by_id,
    fresh=("mandate",),
    if_match=False,
)
command(
    router,
    verify_mandate,
    VerifyMandate,
    path="/editions/{edition}/mandates/{mandate}/verify_mandate",
    place=in_edition,
    streams=_by_id,
)
command(
    router,
    revoke_mandate,
    RevokeMandate,
    path="/editions/{edition}/mandates/{mandate}/revoke_mandate",
    place=in_edition,
    streams=_by_id,
)


@router.get("/editions/{edition}/mandates/{mandate}", answer=MandateNow)
def read_mandate(asked: Asked) -> Reply:
    """Return a mandate of one's own, of one's organisation, or by office any.

    Raises:
        ApiError: ``edition_unlisted``.
        RuleError: ``mandate_unknown``, also where it is nobody's business.
    """
    loaded = _loaded(asked)
    version = loaded.versions[asked.path["mandate"]]
    now = MandateNow(version=version, **msgspec.structs.asdict(loaded.state))
    return Reply(content=now, etag=version, cache=ASK_AGAIN)


@router.get("/editions/{edition}/mandates/{mandate}/evidence", answer=bytes, media=MEDIA)
def read_mandate_evidence(asked: Asked) -> Reply:
    """Return the resolution or power of attorney that a mandate rests on.

    Raises:
        ApiError: ``edition_unlisted``, ``evidence_unlisted`` where it was not handed in.
        RuleError: ``mandate_unknown``.
    """
    loaded = _loaded(asked)
    book = asked.site.places.edition(asked.path["edition"])
    return evidence_reply(book, _source(asked), loaded.state.evidence_sha256)


def _loaded(asked: Asked) -> Loaded[Mandate]:
    """Return a mandate that who asks may see; a mandate of others is not there."""
    loaded = asked.site.places.edition(asked.path["edition"]).load(_source(asked))
    own = related(loaded.state, asked.who)
    if not loaded.state.id or not own | (relations_by_role(asked.acting) & OFFICES):
        raise RuleError("mandate_unknown", mandate=asked.path["mandate"])
    require_related(asked, loaded.state)
    if not own:
        note_access(asked, f"mandate:{loaded.state.id}")
    return loaded


def _source(asked: Asked) -> One[Mandate]:
    return One(MANDATE, asked.path["mandate"])
