"""Making the contents of a publication out of a judged midnight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from aggregates.publication.status import Status
from aggregates.vocabulary import Rate
from api.http.figure_queries import FigureQuery
from api.http.figures import FIGURES
from api.http.figures import Figure as AnyFigure
from api.packs.contents import (
    FORMAT,
    Agreement,
    Behind,
    Contents,
    Figure,
    Revision,
    Suppressed,
)
from api.publications.behind import Committing, lines_behind
from api.publications.beside import Beside, Known, known_amounts
from api.publications.definitions import CURRENCY_RULE, SUPPRESSION, definition_of
from api.publishing import PUBLISHED
from api.refusals import ApiError
from api.storage.published import judged_at
from api.storage.views import ViewConnection
from projections.cut import Cut
from projections.figures.asking import counting
from projections.figures.executed import pledges
from projections.figures.f1_headline import Headline
from projections.figures.keeping import Recalled
from projections.views.facts import facts_at

SERIES: Final = tuple(dict.fromkeys(one.series for one in FIGURES.values()))
"""Every series that a publication is made of."""
EXECUTED: Final = FIGURES["F1"].series
"""The one series that tells amounts."""


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What a publication says beside its figures, as it stood at its position."""

    publication: str
    log: str
    edition_name: str
    number: int
    status: Status
    currency: str
    rates: tuple[Rate, ...]
    secret: bytes
    revises: Revision | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as it may be told, and the deals behind each number of it."""

    figure: Figure
    answer: AnyFigure
    behind: Sequence[Behind]


async def contents_at(
    connection: ViewConnection, cut: Cut, ground: Ground, agreements: Iterable[Agreement] = ()
) -> Contents:
    """Return the contents of a publication as of ``cut``; nothing in them depends on when.

    Raises:
        ApiError: ``position_not_judged`` where it was never settled what may be told.
        ProjectionError: as the figures.
    """
    listed = tuple(agreements)
    committing = Committing(
        secret=ground.secret,
        position=cut.position,
        number=ground.number,
        listed=frozenset((one.tier, one.deal) for one in listed if _is_whole(one)),
    )
    kept = await _kept_back(connection, cut)
    known = await _known(connection, cut, ground.currency, listed)
    told: list[Told] = []
    for name, figure in FIGURES.items():
        of = kept[figure.series]
        recalled = Beside(of, known) if figure.series == EXECUTED else Recalled(PUBLISHED, of)
        told.append(await _told(connection, name, cut, ground.currency, recalled, committing))
    executed = _executed(told)
    unlisted = None if executed is None else executed - len(listed)
    return _written(cut, ground, told, listed, unlisted)


def _is_whole(agreement: Agreement) -> bool:
    """Return whether every principal lets name, amount and moment be told."""
    return None not in (agreement.name, agreement.amount, agreement.executed_at)


async def _kept_back(
    connection: ViewConnection, cut: Cut
) -> Mapping[str, Mapping[str, frozenset[tuple[str, str]]]]:
    found = {
        series: await judged_at(connection, cut.edition, series, cut.position) for series in SERIES
    }
    known = {series: one.left_out for series, one in found.items() if one is not None}
    if len(known) < len(SERIES):
        raise ApiError("position_not_judged", position=cut.position)
    return known


async def _known(
    connection: ViewConnection, cut: Cut, currency: str, listed: Sequence[Agreement]
) -> Sequence[Known]:
    """Return the executed instruments whose amounts are listed."""
    if not listed:
        return ()
    async with counting(connection):
        facts = await facts_at(connection, cut.edition, cut.position)
    return known_amounts(listed, tuple(pledges(facts, currency, cut.zone)))


async def _told(
    connection: ViewConnection,
    name: str,
    cut: Cut,
    currency: str,
    recalled: Recalled,
    committing: Committing,
) -> Told:
    answer = await FIGURES[name].ask(connection, cut, FigureQuery(currency=currency), recalled)
    figure = Figure(
        definition=name, version=answer.head.version, answer=msgspec.to_builtins(answer)
    )
    behind = tuple(lines_behind(name, answer, recalled, committing))
    return Told(figure=figure, answer=answer, behind=behind)


def _executed(told: Sequence[Told]) -> int | None:
    """Return how many executed instruments F1 tells in all; None where it leaves out a tier."""
    headline = next(one.answer for one in told if isinstance(one.answer, Headline))
    counts = [line.executed.count for line in headline.tiers]
    return None if None in counts else sum(filter(None, counts))


def _written(
    cut: Cut,
    ground: Ground,
    told: Sequence[Told],
    agreements: tuple[Agreement, ...],
    unlisted: int | None,
) -> Contents:
    return Contents(
        format=FORMAT,
        publication=ground.publication,
        log=ground.log,
        edition=cut.edition,
        edition_name=ground.edition_name,
        number=ground.number,
        status=ground.status.value,
        cut_off=cut.at,
        zone=cut.zone,
        position=cut.position,
        currency=ground.currency,
        currency_rule=CURRENCY_RULE,
        rates=ground.rates,
        suppression=_policy(),
        definitions=tuple(definition_of(one.figure.definition, one.figure.version) for one in told),
        figures=tuple(one.figure for one in told),
        behind=tuple(line for one in told for line in one.behind),
        agreements=agreements,
        unlisted=unlisted,
        revises=ground.revises,
    )


def _policy() -> Suppressed:
    return Suppressed(
        least=PUBLISHED.least,
        share=str(PUBLISHED.share),
        within=str(PUBLISHED.within),
        wording=SUPPRESSION,
    )
