"""An offer as a form has it, and as the command wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from aggregates.vocabulary import Clause, ClauseText, Frame, Money, Wording
from api.deals.matrix import MatrixNow
from api.refusals import ApiError
from api.web.deals.amounts import plain_decimal
from api.web.deals.deadlines import deadline_in
from api.web.forms import Form

TONGUES: Final = ("en", "zh-Hans", "fr", "es", "ar", "ru", "pt")
CLAUSES_MAX: Final = 200


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An offer that is being written: what the form shows again, whatever becomes of it.

    ``clauses`` has id and text by language; ``expires`` is as a clock of the reader shows it.
    """

    languages: tuple[str, ...]
    titles: Mapping[str, str]
    amount: str
    currency: str
    law: str
    forum: str
    expires: str
    clauses: tuple[tuple[str, Mapping[str, ClauseText]], ...]


def draft_of(matrix: MatrixNow, languages: tuple[str, ...], title: str, expires: str) -> Draft:
    """Return the draft that goes on from what is on the table, or begins with one empty clause."""
    frame = matrix.frame
    if frame is None:
        empty = {tag: ClauseText(title="", body="") for tag in languages}
        return Draft(
            languages=languages,
            titles=dict.fromkeys(languages, title),
            amount="",
            currency="CNY",
            law="CN",
            forum="",
            expires=expires,
            clauses=(("c1", empty),),
        )
    amount, titles = frame.values.get("amount"), frame.values.get("title")
    return Draft(
        languages=frame.authentic_languages,
        titles=titles.texts if isinstance(titles, Wording) else {},
        amount=amount.amount if isinstance(amount, Money) else "",
        currency=amount.currency if isinstance(amount, Money) else "CNY",
        law=frame.governing_law,
        forum=frame.forum,
        expires=expires,
        clauses=tuple((row.row, row.clause.texts) for row in matrix.rows if row.clause is not None),
    )


def draft_in(form: Form) -> Draft:
    """Return the draft that a form has; a clause that was emptied is gone, one may be added.

    Raises:
        ApiError: ``body_malformed`` for more clauses than any agreement has.
    """
    languages = tuple(sorted({*form.every("language")} & {*TONGUES})) or ("en",)
    named = form.every("clause")
    if len(named) > CLAUSES_MAX:
        raise ApiError("body_malformed", path="$.clause", reason="too many clauses")
    clauses = [(name, _texts(form, name, languages)) for name in dict.fromkeys(named)]
    kept = [one for one in clauses if any(text.title or text.body for text in one[1].values())]
    if form.text("step") == "add" or not kept:
        name = _free_name({name for name, _ in clauses})
        kept.append((name, {tag: ClauseText(title="", body="") for tag in languages}))
    return Draft(
        languages=languages,
        titles={tag: form.text(f"title-{tag}") for tag in languages},
        amount=form.text("amount"),
        currency=form.text("currency", "CNY").upper(),
        law=form.text("law"),
        forum=form.text("forum"),
        expires=form.text("expires"),
        clauses=tuple(kept),
    )


def offer_body(draft: Draft, matrix: MatrixNow, number: int, zone: ZoneInfo) -> dict[str, object]:
    """Return the command's body: the frame, and the clauses that are new or read otherwise.

    Raises:
        ApiError: ``body_malformed`` for a deadline that is none.
    """
    before = {row.row: row.clause for row in matrix.rows if row.clause is not None}
    brought = [clause for clause in _clauses(draft, before) if before.get(clause.id) != clause]
    values: dict[str, object] = {"title": {"type": "wording", "texts": draft.titles}}
    if draft.amount:
        amount = plain_decimal(draft.amount)
        values["amount"] = {"type": "money", "amount": amount, "currency": draft.currency}
    return {
        "instrument": matrix.instrument,
        "expected_offer_no": number,
        "frame": {
            "values": {**_other_values(matrix.frame), **values},
            "authentic_languages": draft.languages,
            "governing_law": draft.law,
            "forum": draft.forum,
            "clause_ids": [name for name, _ in draft.clauses],
            "annexes": matrix.frame.annexes if matrix.frame else (),
        },
        "clauses": [msgspec.to_builtins(clause) for clause in brought],
        "links": _links(matrix, {name for name, _ in draft.clauses}),
        "expires_at": deadline_in(draft.expires, zone, "expires_at"),
    }


def _clauses(draft: Draft, before: Mapping[str, Clause]) -> Iterator[Clause]:
    for name, texts in draft.clauses:
        values = before[name].values if name in before else {}
        yield Clause(id=name, values=values, texts=dict(texts))


def _texts(form: Form, name: str, languages: tuple[str, ...]) -> Mapping[str, ClauseText]:
    return {
        tag: ClauseText(
            title=form.text(f"heading-{name}-{tag}"), body=form.text(f"body-{name}-{tag}")
        )
        for tag in languages
    }


def _free_name(taken: set[str]) -> str:
    return next(f"c{n}" for n in range(1, CLAUSES_MAX + 2) if f"c{n}" not in taken)


def _other_values(frame: Frame | None) -> Mapping[str, object]:
    values = frame.values if frame else {}
    return {
        name: msgspec.to_builtins(value)
        for name, value in values.items()
        if name not in {"title", "amount"}
    }


def _links(matrix: MatrixNow, left: set[str]) -> list[tuple[str, ...]]:
    return [link for link in matrix.links if set(link) <= left]
