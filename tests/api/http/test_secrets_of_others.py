"""Two deals full of words that occur nowhere else: whatever is read, nobody meets those of others.

Each reader reads everything that the document describes, about their own deal and the others', in
both languages, asking also for the words themselves; and sends every command about the others'.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import product
from typing import Any

import httpx2
import pytest
from http_cast import Cast, Ground, Reader
from http_fair import METRICS_TOKEN, Fair
from http_marked import Marked
from http_samples import OPERATIONS, address, sample
from msgspec import inspect

from api import ids
from api.http.app import openapi
from api.http.figures import FIGURES
from api.http.operation import Operation
from projections.figures.f8_funnel import STEPS

PAGES_MAX = 50
LANGUAGES = ("en", "zh")
READS = tuple(one for one in OPERATIONS.values() if one.method == "GET")
CHANGES = tuple(one for one in OPERATIONS.values() if one.method != "GET")
SEES_ALL = ("official", "registry", "auditor")
OF_NO_PART = ("nobody", "stranger")
READERS = (
    *("nobody", "stranger", "lead", "interpreter_of_side", "lead_across", "sponsor", "participant"),
    *("granted_timeline", "granted_terms", "granted_papers", "revoked"),
    *("invited", "asked_approver", "seated", "organiser", "guest", "key_that_reads", *SEES_ALL),
)


class Plot:
    """The cast around the deal of the north, which has no part in that of the south."""

    def __init__(self, fair: Fair) -> None:
        self.fair = fair
        self.cast = Cast(fair, partial(Marked, mark="north"), partial(Marked, mark="south"))
        assert isinstance(self.cast.deal, Marked)
        assert isinstance(self.cast.others, Marked)
        self.north, self.south = self.cast.deal, self.cast.others
        self.south.engage().table().then()
        self.cast.refresh()

    @property
    def papers(self) -> tuple[str, ...]:
        """The digests of a paper of each deal."""
        return tuple(one.signing(one.letter)["pdf_sha256"] for one in (self.north, self.south))


@pytest.fixture(scope="module")
def plot(followed: Fair) -> Plot:
    """Give both deals, once for each process of the test run."""
    made = Plot(followed)
    head = {"after_position": str(followed.book.head()), "edition": followed.edition}
    made.south.lin.get(f"/deals?{'&'.join(f'{k}={v}' for k, v in head.items())}").then()
    return made


@pytest.mark.parametrize("name", READERS)
def test_nobody_reads_what_is_of_others(plot: Plot, name: str) -> None:
    reader = plot.cast.readers[name]
    texts, known = _secrets(plot, reader)
    met: list[str] = []
    for asked, said in _read(plot, reader):
        found = [word for word in texts if word in said.text]
        found += [one for one in known if said.status_code == 200 and one in said.text]
        met += [f"{asked} ({said.status_code}) tells {word}" for word in found]
    assert met == []


@pytest.mark.parametrize("name", ["nobody", "stranger", "lead", "invited", "organiser", "guest"])
def test_no_refusal_tells_what_is_of_others(plot: Plot, name: str) -> None:
    reader = plot.cast.readers[name]
    texts, _ = _secrets(plot, reader)
    met: list[str] = []
    for operation in CHANGES:
        said = _sent(plot, reader, operation)
        met += [f"{operation.id} tells {word}" for word in texts if word in said.text]
    plot.cast.refresh()
    assert met == []


@pytest.mark.parametrize(("name", "of"), [("lead", "north"), ("official", "south")])
def test_who_may_meets_every_word(plot: Plot, name: str, of: str) -> None:
    deal: Marked = getattr(plot, of)
    told = "".join(said.text for _, said in _read(plot, plot.cast.readers[name]))
    wanted = deal.words - {deal.ana.insider.email}  # nobody has read what is of that person
    assert {word for word in wanted | deal.ids if word not in told} == set()


def test_neither_metrics_nor_logs_nor_the_document_tell_anything(plot: Plot) -> None:
    token = {"authorization": f"Bearer {METRICS_TOKEN}"}
    metrics = plot.fair.client.get("/metrics", headers=token)
    assert metrics.status_code == 200
    told = metrics.text + plot.fair.log.getvalue() + openapi().decode()
    for deal in (plot.north, plot.south):
        secrets = deal.words | set(deal.asides.values())
        assert [word for word in secrets if word in told] == []


def _secrets(plot: Plot, reader: Reader) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that a reader must meet nowhere, and the ids that no answer may hold."""
    north, south = plot.north, plot.south
    own = north.lin.actor.organisation
    of_side = reader.standing.get("organisation") is not None
    asides = {*north.asides.values(), *south.asides.values()}
    asides -= {north.asides[own]} if of_side else set()
    asides -= {north.asides[north.ana.actor.organisation]} if _is_across(reader) else set()
    if reader.name in SEES_ALL:
        return frozenset(asides), frozenset()
    if reader.name == "organiser":
        return north.terms | south.terms | asides, frozenset()
    addresses = north.addresses - ({north.lin.insider.email} if of_side else set())
    addresses -= {north.ana.insider.email} if _is_across(reader) else set()
    texts = south.words | asides | addresses
    if reader.name in OF_NO_PART:
        return texts | north.words, south.ids | north.ids
    return texts | _kept_from(reader, north), south.ids


def _kept_from(reader: Reader, deal: Marked) -> frozenset[str]:
    """Return what a reader of a deal is not to meet in it; what it is called, all of them do."""
    if reader.name == "invited":
        return deal.terms - deal.letter_terms | {deal.word("reason")}
    if reader.name in {"participant", "granted_timeline", "revoked"}:
        return deal.terms | {deal.word("reason")}
    return frozenset()


def _is_across(reader: Reader) -> bool:
    return reader.name in {"lead_across", "guest"}


def _read(plot: Plot, reader: Reader) -> Iterator[tuple[str, httpx2.Response]]:
    """Yield everything that a reader reads, page by page."""
    for operation in READS:
        paths = dict.fromkeys(_paths(plot, operation))  # one, where it is about nothing
        for path, query in product(paths, _queries(plot, operation)):
            for language in LANGUAGES[: 1 if "text" in query else None]:
                yield from _pages(plot, reader, path, query, language)


def _paths(plot: Plot, operation: Operation) -> Iterator[str]:
    figures = FIGURES if "{figure}" in operation.path else ("",)
    for ground, paper in zip((plot.cast.own, plot.cast.other), plot.papers, strict=True):
        for figure in figures:
            yield _path(plot, operation, ground, sha256=paper, figure=figure)


def _pages(
    plot: Plot, reader: Reader, path: str, query: dict[str, str], language: str
) -> Iterator[tuple[str, httpx2.Response]]:
    headers, cursor = {**reader.headers, "accept-language": language}, ""
    for _ in range(PAGES_MAX):
        paged = {**query, **({"cursor": cursor} if cursor else {})}
        said = plot.fair.client.get(path, params=paged, headers=headers)
        yield f"{path} {query} {language}", said
        body = _body(said)
        cursor = str(body.get("next") or "") if body.get("more", True) else ""
        if not cursor:
            return


def _body(said: httpx2.Response) -> dict[str, Any]:
    is_json = said.headers.get("content-type") == "application/json"
    body = json.loads(said.content) if is_json else None
    return body if isinstance(body, dict) else {}


def _queries(plot: Plot, operation: Operation) -> Iterator[dict[str, str]]:
    """Yield what a read is asked with: what has to be there, and each word of the others'."""
    if operation.query is None:
        yield {}
        return
    kind = inspect.type_info(operation.query)
    assert isinstance(kind, inspect.StructType)
    names = {field.encode_name for field in kind.fields}
    known = {"edition": plot.fair.edition, "resource": f"deal:{plot.south.deal}", "limit": "200"}
    base = {name: value for name, value in known.items() if name in names}
    words = sorted(plot.south.terms | {plot.south.word("title")}) if "text" in names else [""]
    parts = STEPS if "step" in names else [""]
    for word, part in product(words, parts):
        asked = {"text": word, "step": part}
        yield {**base, **{name: value for name, value in asked.items() if value}}
    if "team" in names:
        yield {**base, "team": "true"}


def _path(plot: Plot, operation: Operation, ground: Ground, **more: str) -> str:
    place = ground.place(change=operation.method != "GET")
    return f"/api/v1{address(operation, **place, edition=plot.fair.edition, **more)}"


def _sent(plot: Plot, reader: Reader, operation: Operation) -> httpx2.Response:
    """Send a change about what is of others, which comes to nothing."""
    headers = {**reader.headers, "idempotency-key": ids.new_id(), "if-match": '"999999"'}
    path = _path(plot, operation, plot.cast.other)
    takes_json = operation.body is not None and not operation.streams
    sent = {"json": sample(operation)} if takes_json else {}
    return plot.fair.client.request(operation.method, path, headers=headers, **sent)
