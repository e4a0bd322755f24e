"""Copies of a deal that cite their own rows and sides, as the deal that they copy cites its own.

The digest of a row, or of the sides, is also one of the deal's id. A copy that cited those of the
original would be a deal in which nobody has ever accepted anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from bench.fair import Course, Plot
from bench.fair_log import CODEC
from msgspec.structs import replace

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.state import Deal
from aggregates.deal.terms.current import party_digest, row_digest, rows
from aggregates.vocabulary import InstrumentId, Sha256

Digest: TypeAlias = Callable[[Deal], Sha256]

_SHA256 = re.compile(rb"[0-9a-f]{64}")


class Citing:
    """The plots, and how to have a copy of one cite what is its own."""

    def __init__(self, plots: Sequence[Plot]) -> None:
        self._plots = plots
        self._cited = [_cited(plot) for plot in plots]

    def events(self, course: Course) -> Sequence[DealEvent]:
        """Return the events of a deal."""
        known: dict[bytes, bytes] = {}
        events = course.events(self._plots)
        for number, digests in self._cited[course.plot].items():
            if number < course.length:
                new = ((old, of(course.deal)) for old, of in digests.items() if old not in known)
                known.update(new)
                events[number] = _citing(events[number], known)
        return events


def _cited(plot: Plot) -> dict[int, dict[bytes, Callable[[str], bytes]]]:
    """Return which events cite what: the digest, and what makes that of another deal."""
    cited: dict[int, dict[bytes, Callable[[str], bytes]]] = {}
    known: dict[bytes, Callable[[str], bytes]] = {}
    deal = DEAL.initial
    for number, event in enumerate(plot):
        deal = DEAL.evolve(deal, event)
        for digest in _digests(deal):
            known.setdefault(digest(deal).encode(), partial(_of_another, deal, digest))
        found = _SHA256.findall(CODEC.encode(event)[1])
        if digests := {old: known[old] for old in found if old in known}:
            cited[number] = digests
    return cited


def _digests(deal: Deal) -> Iterator[Digest]:
    yield party_digest
    for instrument in deal.instruments.values():
        if instrument.matrix.frame is not None:
            yield from (partial(_of_row, instrument.id, row) for row in rows(instrument))


def _of_row(instrument: InstrumentId, row: str, deal: Deal) -> Sha256:
    return row_digest(deal, deal.instruments[instrument], row)


def _of_another(deal: Deal, digest: Digest, other: str) -> bytes:
    return digest(replace(deal, id=other)).encode()


def _citing(event: DealEvent, known: dict[bytes, bytes]) -> DealEvent:
    name, payload = CODEC.encode(event)
    again = CODEC.decode(name, _SHA256.sub(lambda one: known.get(one[0], one[0]), payload))
    assert isinstance(again, DEAL.events), name
    return again
