"""Publications of an edition's figures: prepared by one person, signed off by another, public."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import msgspec
from anyio import from_thread
from msgspec import Meta
from starlette.concurrency import run_in_threadpool

from aggregates.errors import RuleError
from aggregates.publication.events import ChangeNote
from aggregates.publication.known import known
from aggregates.publication.prepare_publication import PreparePublication, prepare_publication
from aggregates.publication.send_back_publication import (
    SendBackPublication,
    send_back_publication,
)
from aggregates.publication.sign_off_publication import SignOffPublication, sign_off_publication
from aggregates.publication.state import Publication, Publications
from aggregates.publication.status import Status
from api.contracts.prepared import Prepared, Streams
from api.http.asked import NOBODY, Asked
from api.http.bodies import body_struct
from api.http.commands import command, in_edition, prepared_command, request_of
from api.http.errand import Errand
from api.http.policy import relations_by_role
from api.http.positions import Position
from api.http.presence import spent_presence
from api.http.reply import ASK_AGAIN, IMMUTABLE, Reply
from api.http.router import Router
from api.http.rule import OFFICES
from api.http.seeing import Part, answered
from api.packs.contents import Contents, contents_bytes, contents_sha256
from api.publications.drafting import Drafting, Next
from api.publications.kept import SOURCE, octets_of, publications_in
from api.publications.making import SERIES
from api.publications.told import PublicationNow, PublicationsNow, begin_after, told
from api.refusals import ApiError
from api.storage.published import judged_together
from api.storage.views import Views
from ledger.instants import instant_of
from ledger.recorded import Answer

router = Router("figures")

_ONE: Final = "/editions/{edition}/publications/{publication}"


class CutOff(msgspec.Struct, frozen=True, kw_only=True):
    """A midnight that may be published: of which it is settled what would tell too much."""

    position: int
    cut_off: datetime
    judged_at: datetime


class CutOffs(msgspec.Struct, frozen=True, kw_only=True):
    """The midnights that may be published next, the latest first."""

    cut_offs: tuple[CutOff, ...]


class DraftQuery(msgspec.Struct, frozen=True, kw_only=True):
    """As of which midnight (none: the latest), claiming to be what."""

    status: Status
    position: Position | None = None


class PrepareNext(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be published next: as of which midnight (none: the latest), claiming to be what.

    ``note`` says what changed: needed by all but the first. ``publication`` is an id of the
    client's choice, or the server's.
    """

    status: Status
    position: Annotated[int, Meta(ge=1)] | None = None
    note: ChangeNote | None = None
    publication: str = ""


def _prepare(errand: Errand, given: PrepareNext) -> tuple[Streams, Answer]:
    state, before = errand.look(SOURCE)
    if state is None:
        return SOURCE, before
    asked = errand.asked
    wanted = Next(
        publication=given.publication or asked.new_id(),
        status=given.status,
        position=given.position,
        note=given.note,
    )
    contents = from_thread.run(_drafted, asked, state, wanted)
    prepared = Prepared(
        streams=SOURCE,
        decision=prepare_publication,
        command=_preparing(asked, contents, wanted),
        blobs=(contents_bytes(contents),),
    )
    return SOURCE, errand.carried_out(prepared)


prepared_command(
    router,
    prepare_publication,
    PrepareNext,
    _prepare,
    path="/editions/{edition}/publications/prepare_publication",
    place=in_edition,
    fresh=("publication",),
    limit="heavy",
)


def _preparing(asked: Asked, contents: Contents, wanted: Next) -> PreparePublication:
    return PreparePublication(
        actor=asked.actor,
        at=asked.at,
        publication=wanted.publication,
        edition=contents.edition,
        number=contents.number,
        status=wanted.status,
        cut_off=contents.cut_off,
        zone=contents.zone,
        position=contents.position,
        figures_sha256=contents_sha256(contents),
        currency=contents.currency,
        rates=contents.rates,
        note=wanted.note,
    )


async def _drafted(asked: Asked, state: Publications, wanted: Next) -> Contents:
    edition, site = asked.path["edition"], asked.site
    book = await run_in_threadpool(site.places.edition, edition)
    drafting = Drafting(site.installation, book, edition, site.settings.published_currency)
    async with site.the(Views).connection() as connection:
        return await drafting.contents(connection, state, wanted)


def _sign_off(errand: Errand, given: msgspec.Struct) -> tuple[Streams, Answer]:
    sent = request_of(SignOffPublication, errand.asked, msgspec.structs.asdict(given))
    try:
        state, before = errand.look(SOURCE)
        if state is None:
            return SOURCE, before
        sign_off_publication(state, sent)  # a proof is not spent on what is refused
        spent_presence(errand.asked, sent.figures_sha256)
    except ApiError as wrong:
        if wrong.code != "step_up_needed":
            raise
        raise ApiError(
            wrong.code, operation=errand.asked.operation.id, document_sha256=sent.figures_sha256
        ) from None
    prepared = Prepared(streams=SOURCE, decision=sign_off_publication, command=sent)
    return SOURCE, errand.carried_out(prepared)


prepared_command(
    router,
    sign_off_publication,
    body_struct(SignOffPublication, f"{_ONE}/sign_off_publication"),
    _sign_off,
    path=f"{_ONE}/sign_off_publication",
    place=in_edition,
)
command(
    router,
    send_back_publication,
    SendBackPublication,
    path=f"{_ONE}/send_back_publication",
    place=in_edition,
    streams=lambda _, __: SOURCE,
    if_match=False,  # the id says what is sent back, and it is so once
)


@router.get("/editions/{edition}/publications", answer=PublicationsNow, query=Part)
def list_publications(asked: Asked, query: Part) -> Reply:
    """List the publications of an edition, the newest first.

    Offices of the fair see also what is not public. What is published meanwhile stands before the
    first part: none of those that follow lacks one.

    Raises:
        ApiError: ``edition_unlisted``, ``cursor_malformed``.
    """
    asked.require_may(NOBODY)
    found, office = _every(asked), _is_office(asked)
    of = f"publications:{asked.path['edition']}:{office}"
    after = asked.site.cursors.place(of, query.cursor, str) if query.cursor else None
    listed = tuple(found.every.values() if office else found.public)
    begin = 0 if after is None else begin_after(listed, after)
    part = listed[::-1][begin : begin + query.limit]
    following = None
    if begin + len(part) < len(listed):
        following = asked.site.cursors.cursor(of, part[-1].prepared.publication)
    now = PublicationsNow(
        items=tuple(told(one, office=office) for one in part),
        next=following,
        next_number=found.next_number,
        may_follow=tuple(status for status in Status if status in found.may_follow),
    )
    return answered(now)


@router.get(_ONE, answer=PublicationNow)
def read_publication(asked: Asked) -> Reply:
    """Return one publication.

    Raises:
        ApiError: ``edition_unlisted``.
        RuleError: ``publication_unknown``.
    """
    asked.require_may(NOBODY)
    return answered(told(_visible(asked), office=_is_office(asked)))


@router.get(f"{_ONE}/contents", answer=Contents)
def read_publication_contents(asked: Asked) -> Reply:
    """Return everything that a publication says: the very bytes that its digest is of (RFC 8785).

    Raises:
        ApiError: ``edition_unlisted``.
        RuleError: ``publication_unknown``.
    """
    asked.require_may(NOBODY)
    found = _visible(asked)
    octets = octets_of(asked.site.places.edition(asked.path["edition"]), found)
    return Reply(content=octets, etag=found.prepared.figures_sha256, cache=IMMUTABLE)


@router.get("/editions/{edition}/publication_cut_offs", answer=CutOffs)
async def list_cut_offs(asked: Asked) -> Reply:
    """List the midnights that may be published next: not before what is public.

    Raises:
        ApiError: ``edition_unlisted``, ``views_missing``.
    """
    asked.require_may(NOBODY)
    last = (await run_in_threadpool(_every, asked)).last
    since = 0 if last is None else last.prepared.position
    async with asked.site.the(Views).connection() as connection:
        found = await judged_together(connection, asked.path["edition"], SERIES, since)
    cut_offs = tuple(
        CutOff(position=one.position, cut_off=instant_of(one.recorded_at), judged_at=one.judged_at)
        for one in found
    )
    return Reply(content=CutOffs(cut_offs=cut_offs), cache=ASK_AGAIN)


@router.get(
    "/editions/{edition}/publication_draft", answer=Contents, query=DraftQuery, limit="heavy"
)
async def read_publication_draft(asked: Asked, query: DraftQuery) -> Reply:
    """Return what would be prepared now; its id, and the note, are empty.

    Raises:
        ApiError: ``edition_unlisted``, ``views_missing``, ``cut_off_pending``,
            ``position_not_judged``.
        ProjectionError: ``position_ahead``.
    """
    asked.require_may(NOBODY)
    state = await run_in_threadpool(_every, asked)
    wanted = Next(publication="", status=query.status, position=query.position)
    contents = await _drafted(asked, state, wanted)
    return Reply(content=contents_bytes(contents), etag=contents_sha256(contents), cache=ASK_AGAIN)


def _every(asked: Asked) -> Publications:
    return publications_in(asked.site.places.edition(asked.path["edition"]))


def _visible(asked: Asked) -> Publication:
    """Return the publication in the address, if who asks may know of it.

    Raises:
        RuleError: ``publication_unknown``.
    """
    name = asked.path["publication"]
    found = known(_every(asked), name)
    if found.signed_off is None and not _is_office(asked):
        raise RuleError("publication_unknown", publication=name)
    return found


def _is_office(asked: Asked) -> bool:
    return bool(relations_by_role(asked.acting) & OFFICES)
