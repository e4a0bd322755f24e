"""What a played fair has published: the figures as of its end, by two people."""

from __future__ import annotations

import asyncio
from typing import Final
from uuid import UUID

from aggregates.edition import EDITION
from aggregates.publication.prepare_publication import PreparePublication, prepare_publication
from aggregates.publication.sign_off_publication import SignOffPublication, sign_off_publication
from aggregates.publication.status import Status
from aggregates.vocabulary import Actor, Role
from api import ids
from api.clock import now
from api.installation import Installation
from api.packs.contents import Contents, contents_bytes, contents_sha256
from api.play.player import Player
from api.projecting import projecting
from api.publications.drafting import Drafting, Next
from api.publications.kept import SOURCE, publications_in
from api.publishing import publish
from api.settings import Settings
from api.storage.views import ViewConnection, Views
from ledger.sources import One
from projections.cut import Cut, cut_at

_HERE: Final = 1
"""Connections: one thing is asked after the other."""


def publish_figures(
    settings: Settings, installation: Installation, scene: Player, dsn: str
) -> None:
    """Judge the figures as of where the log is now, prepare a publication, and sign it off.

    Where another process keeps up the read models, or nothing says how to make any, it is left to
    people.

    Raises:
        RuleError, LedgerError, ProjectionError: as the commands and the read models.
    """
    if settings.database_url is not None and settings.projector_url is None:
        return
    with projecting(settings) as (_, projector):
        if not projector.catch_up():
            return
    edition = scene.cast.edition
    contents = asyncio.run(_judged(settings, installation, edition, dsn))
    preparer, second = (scene.cast.somebody(role) for role in (Role.OFFICIAL, Role.ORGANISER))
    scene.stage.edition(
        SOURCE, prepare_publication, _preparing(contents, preparer), (contents_bytes(contents),)
    )
    signing = SignOffPublication(
        actor=second,
        at=now(),
        publication=contents.publication,
        figures_sha256=contents_sha256(contents),
    )
    scene.stage.edition(SOURCE, sign_off_publication, signing)


async def _judged(
    settings: Settings, installation: Installation, edition: str, dsn: str
) -> Contents:
    """Settle what may be told as of where the read models are, and return what that comes to."""
    book, views = installation.edition(edition), Views(dsn, connections=_HERE)
    opened = book.state(One(EDITION, edition)).opened
    zone = "UTC" if opened is None else opened.zone
    currency = settings.published_currency
    try:
        async with views.connection() as connection:
            cut = await cut_at(connection, UUID(edition), edition, zone)
            await publish(connection, cut, lambda at: _cut(connection, cut, at), currency)
            wanted = Next(publication=ids.new_id(), status=Status.PROVISIONAL)
            drafting = Drafting(installation, book, edition, currency)
            return await drafting.contents(connection, publications_in(book), wanted)
    finally:
        await views.close()


async def _cut(connection: ViewConnection, now_at: Cut, position: int) -> Cut:
    return await cut_at(connection, UUID(now_at.edition), now_at.edition, now_at.zone, at=position)


def _preparing(contents: Contents, preparer: Actor) -> PreparePublication:
    return PreparePublication(
        actor=preparer,
        at=now(),
        publication=contents.publication,
        edition=contents.edition,
        number=contents.number,
        status=Status(contents.status),
        cut_off=contents.cut_off,
        zone=contents.zone,
        position=contents.position,
        figures_sha256=contents_sha256(contents),
        currency=contents.currency,
        rates=contents.rates,
    )
