"""How quick the interface answers: two web processes, projector and worker, a load beside them.

Commands: comments, questions, notes to one's own side, and deals opened. Reads: a deal, its
matrix, the list of deals, the inbox. ``cpu_ms`` is the work of all our processes for a request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

import msgspec
from bench.apis.load import Measured, load, request
from bench.apis.served import Place, Side, served
from bench.frame import Figure, percentiles_ms, talk

from api import ids
from api.clock import now

PLAN = (("commands", 50, 10), ("commands", 200, 5), ("reads", 500, 10))
"""What, how many a second, for how many seconds."""
WARM = 40

Make = Callable[[Place, Side], bytes]


def run() -> Iterator[Figure]:
    """Yield a figure for each load of the plan."""
    with served() as place:
        for kind in KINDS:
            load(place.address, requests_of(kind, place, WARM), rate=40)
        for kind, rate, lasting in PLAN:
            yield measured(place, kind, rate, lasting)


def measured(place: Place, kind: str, rate: int, lasting: int) -> Figure:
    """Return how quick so many requests a second were answered, and how many were not."""
    requests = requests_of(kind, place, rate * lasting)
    before = place.cpu_seconds()
    found: Measured = load(place.address, requests, rate)
    worked = place.cpu_seconds() - before
    for error in sorted(set(found.errors))[:3]:
        talk(f"{kind} at {rate}/s: {error}")
    return {
        "what": kind,
        "rate": rate,
        **percentiles_ms(found.latencies),
        "errors": len(found.errors),
        "cpu_ms": round(worked * 1000 / len(requests), 2),
    }


def requests_of(kind: str, place: Place, many: int) -> Sequence[bytes]:
    """Return requests of every sort in turn, each by the next of the people."""
    makers, sides = cycle(KINDS[kind]), cycle(place.sides)
    return [make(place, side) for make, side in islice(zip(makers, sides, strict=False), many)]


def _command(path: str, side: Side, body: Any) -> bytes:
    headers = {
        "cookie": side.cookie,
        "idempotency-key": ids.new_id(),
        "content-type": "application/json",
    }
    return request("POST", f"/api/v1{path}", headers, msgspec.json.encode(body))


def _says(name: str) -> Make:
    def made(_: Place, side: Side) -> bytes:
        text = "We would like to see the schedule of deliveries before we go on."
        return _command(f"/deals/{side.deal}/{name}", side, {"text": text})

    return made


def _opens(place: Place, side: Side) -> bytes:
    classification = {
        "direction": "inbound",
        "mode": "joint_venture",
        "industry": "C2732",
        "origin": "FR",
        "destination": "CN-FJ",
        "code_lists": "ISIC Rev.4",
        "made_by": ids.new_id(),
    }
    body = {
        "project": place.project,
        "title": "Cable plant",
        "leading_kind": "agreement",
        "tier": "contract",
        "classification": classification,
        "expires_at": {"at": now() + timedelta(days=60), "zone": "Asia/Shanghai"},
    }
    return _command(f"/editions/{place.edition}/deals/open_deal", side, body)


def _reads(path: str) -> Make:
    def made(_: Place, side: Side) -> bytes:
        headers = {"cookie": side.cookie}
        return request("GET", f"/api/v1{path.format(deal=side.deal)}", headers)

    return made


KINDS: dict[str, Sequence[Make]] = {
    "commands": (_says("comment"), _says("ask"), _says("comment_to_own_side"), _opens),
    "reads": tuple(map(_reads, ("/deals/{deal}", "/deals/{deal}/matrix", "/deals", "/inbox"))),
}
