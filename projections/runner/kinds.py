"""Which aggregate an event belongs to, and which folds go along with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from aggregates.aggregate import Aggregate
from aggregates.catalogue import AGGREGATES
from aggregates.vocabulary import Event
from projections.fold import Fold
from projections.folds import FOLDS


class Known(NamedTuple):
    """An aggregate, and the folds over its events."""

    aggregate: Aggregate[object, Event]
    folds: tuple[Fold[object], ...]


def known(
    aggregates: Iterable[Aggregate[object, Event]], folds: Iterable[Fold[object]]
) -> Mapping[str, Known]:
    """Return the aggregates by name: the first part of their events' stored names."""
    there = tuple(folds)
    return {
        one.name: Known(one, tuple(fold for fold in there if fold.aggregate == one.name))
        for one in aggregates
    }


KINDS: Final = known(AGGREGATES, FOLDS)
"""Every aggregate of the catalogue, with the folds of the views."""
