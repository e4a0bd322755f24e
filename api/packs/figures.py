"""The figures of a publication as they are read: each by its definition, all of one position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias, cast

import msgspec

from api.http.discovery import modules_of
from api.packs.contents import Contents, Figure
from api.refusals import ApiError
from projections import figures
from projections.figures import (
    f1_headline,
    f2_direction,
    f8_funnel,
    f9_health,
    f10_approvals,
    f13_losses,
    f15_checks,
    f17_quality,
)
from projections.figures.answer import Stated
from projections.figures.crossed import Crossed, Crossing
from projections.figures.f1_headline import Headline
from projections.figures.f2_direction import Directions
from projections.figures.f8_funnel import Funnel
from projections.figures.f9_health import NegotiationHealth
from projections.figures.f10_approvals import ApprovalsAndFilings
from projections.figures.f13_losses import Losses
from projections.figures.f15_checks import Checks
from projections.figures.f17_quality import DataQuality

Answer: TypeAlias = (
    Headline
    | Directions
    | Crossed
    | Funnel
    | NegotiationHealth
    | ApprovalsAndFilings
    | Losses
    | Checks
    | DataQuality
)
Answers: TypeAlias = Mapping[str, Answer]

LARGEST: Final = 60
"""Decimal places before the point and after it, at most: far more than any sum has."""
_OTHERS: Final = (
    (f1_headline, Headline),
    (f2_direction, Directions),
    (f8_funnel, Funnel),
    (f9_health, NegotiationHealth),
    (f10_approvals, ApprovalsAndFilings),
    (f13_losses, Losses),
    (f15_checks, Checks),
    (f17_quality, DataQuality),
)


class Known(msgspec.Struct, frozen=True):
    """What the answers of a definition look like, up to its newest version."""

    answer: type[Answer]
    version: int


def _known() -> Iterator[tuple[str, Known]]:
    for module, answer in _OTHERS:
        yield module.DEFINITION, Known(answer, module.VERSION)
    for module in modules_of(figures):
        for crossing in vars(module).values():
            if isinstance(crossing, Crossing):
                yield crossing.definition, Known(Crossed, crossing.version)


KNOWN: Final[Mapping[str, Known]] = MappingProxyType(dict(_known()))
"""By the id of the definition. Every version so far has the same answer: one that has not needs a
name of its own here, and the old one stays."""


def answers_of(contents: Contents) -> Answers:
    """Return the figures by their definitions, each read strictly.

    Raises:
        ApiError: ``figure_undefined``, ``figure_version_unknown``, ``figure_unreadable``,
            ``figure_of_another_cut``.
    """
    defined = {(one.id, one.version) for one in contents.definitions}
    told = [(one.definition, one.version) for one in contents.figures]
    if len(set(told)) != len(told) or set(told) != defined:
        raise ApiError("figure_undefined")
    return {one.definition: _answer(contents, one) for one in contents.figures}


def _answer(contents: Contents, figure: Figure) -> Answer:
    known = KNOWN.get(figure.definition)
    if known is None or not 1 <= figure.version <= known.version:
        raise ApiError("figure_version_unknown", figure=figure.definition, version=figure.version)
    try:
        answer = msgspec.convert(figure.answer, known.answer)
    except msgspec.ValidationError:
        raise ApiError("figure_unreadable", figure=figure.definition) from None
    respelled = msgspec.json.decode(msgspec.json.encode(answer))
    decimals = _decimals(msgspec.to_builtins(answer, builtin_types=(Decimal,)))
    if respelled != figure.answer or not all(map(_adds_up, decimals)):
        raise ApiError("figure_unreadable", figure=figure.definition)
    currency = getattr(answer, "currency", contents.currency)
    if answer.head != _stated(contents, figure) or currency != contents.currency:
        raise ApiError("figure_of_another_cut", figure=figure.definition)
    return answer


def _decimals(node: object) -> Iterator[Decimal]:
    """Yield every decimal of an answer in plain values."""
    inner: Iterable[object] = ()
    if isinstance(node, Decimal):
        yield node
    elif isinstance(node, dict):
        inner = cast("dict[str, object]", node).values()
    elif isinstance(node, list | tuple):
        inner = cast("Iterable[object]", node)
    for one in inner:
        yield from _decimals(one)


def _adds_up(number: Decimal) -> bool:
    """Return whether sums can be made of it: it is no NaN, not infinite, nor absurdly long."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -LARGEST and number.adjusted() < LARGEST


def _stated(contents: Contents, figure: Figure) -> Stated:
    return Stated(
        definition=figure.definition,
        version=figure.version,
        edition=contents.edition,
        position=contents.position,
        cut_off=contents.cut_off,
        zone=contents.zone,
    )
