"""What would be published next, if it were prepared now."""

from __future__ import annotations

from uuid import UUID

import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.edition import EDITION
from aggregates.edition.events import EditionOpened
from aggregates.errors import RuleError
from aggregates.publication.events import ChangeNote
from aggregates.publication.state import Publications
from aggregates.publication.status import Status
from aggregates.rates import RATES
from api.contracts.room import RATES_KEY
from api.installation import Installation
from api.packs.agreements import agreements_at
from api.packs.contents import Contents, Revision, Worded
from api.publications.kept import salting_secret
from api.publications.making import SERIES, Ground, contents_at
from api.refusals import ApiError
from api.storage.published import judged_together
from api.storage.views import ViewConnection
from ledger.book import Book
from ledger.sources import One
from projections.cut import cut_at

PENDING_SECONDS = 30
"""When to come back for the first judged midnight of an edition."""


class Next(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted: as of which judged position (none: the latest), claiming to be what."""

    publication: str
    status: Status
    position: int | None = None
    note: ChangeNote | None = None


class Drafting:
    """Drafts publications of one edition; sums are in ``currency``."""

    def __init__(self, installation: Installation, book: Book, edition: str, currency: str) -> None:
        self._installation = installation
        self._book = book
        self._edition = edition
        self._currency = currency

    async def contents(
        self, connection: ViewConnection, known: Publications, wanted: Next
    ) -> Contents:
        """Return the contents of the publication that would follow those ``known``.

        Raises:
            RuleError: ``edition_unknown``.
            ApiError: ``cut_off_pending`` while nothing was judged; ``position_not_judged``.
            ProjectionError: as the figures.
        """
        position = wanted.position or await self._latest(connection)
        opened = await run_in_threadpool(self._opened)
        ground = await run_in_threadpool(self._ground, opened, known, wanted, position)
        cut = await cut_at(connection, UUID(self._edition), self._edition, opened.zone, at=position)
        agreements = await agreements_at(connection, self._edition, position)
        return await contents_at(connection, cut, ground, agreements)

    async def _latest(self, connection: ViewConnection) -> int:
        found = await judged_together(connection, self._edition, SERIES)
        if not found:
            raise ApiError("cut_off_pending", retry_after=PENDING_SECONDS)
        return found[0].position

    def _opened(self) -> EditionOpened:
        opened = self._book.state(One(EDITION, self._edition)).opened
        if opened is None:
            raise RuleError("edition_unknown", edition=self._edition)
        return opened

    def _ground(
        self, opened: EditionOpened, known: Publications, wanted: Next, position: int
    ) -> Ground:
        rates = self._book.state(One(RATES, RATES_KEY), position)
        return Ground(
            publication=wanted.publication,
            log=self._edition,
            edition_name=opened.name,
            number=known.next_number,
            status=wanted.status,
            currency=self._currency,
            rates=rates.current,
            secret=salting_secret(self._installation, self._edition),
            revises=_revision(known, wanted.note),
        )


def _revision(known: Publications, note: ChangeNote | None) -> Revision | None:
    if known.last is None:
        return None
    before, note = known.last.prepared, note or ChangeNote(en="", zh="")
    return Revision(
        publication=before.publication,
        number=before.number,
        figures_sha256=before.figures_sha256,
        note=Worded(en=note.en, zh=note.zh),
    )
