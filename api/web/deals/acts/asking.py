"""What a form says, as the body of its command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from aggregates.vocabulary import Sha256
from api.web.deals.acts.act import Act
from api.web.deals.amounts import plain_decimal
from api.web.deals.deadlines import deadline_in
from api.web.forms import Form


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A form, the zone of who filled it in, and the digests of the files that came with it."""

    form: Form
    zone: ZoneInfo
    files: Mapping[str, Sha256]


def said_in(written: Written, act: Act) -> dict[str, object]:
    """Return what a form says of each field of an act.

    Raises:
        ApiError: ``body_malformed`` for a deadline that is none.
    """
    return {one.name: _SAID.get(one.asks, _plain)(written, one.name) for one in act.fields}


def _plain(written: Written, name: str) -> object:
    return written.form.text(name)


def _deadline(written: Written, name: str) -> object:
    return deadline_in(written.form.text(name), written.zone, name)


def _money(written: Written, name: str) -> object:
    currency = written.form.text(f"{name}-currency").upper()
    amount = plain_decimal(written.form.text(name))
    return {"type": "money", "amount": amount, "currency": currency}


def _file(written: Written, name: str) -> object:
    return written.files.get(name) or written.form.text(name).lower()


def _ticks(written: Written, name: str) -> object:
    return sorted(set(written.form.every(name)))


def _number(written: Written, name: str) -> object:
    said = written.form.text(name)
    return int(said) if said.isdecimal() and len(said) < 10 else -1


def _title(written: Written, name: str) -> object:
    form = written.form
    return {"title": form.text(f"{name}-title"), "body": form.text(f"{name}-body")}


def _sitter(written: Written, name: str) -> object:
    person, _, mandate = written.form.text(name).partition("/")
    return {"person": person, "mandate": mandate}


def _accede(written: Written, name: str) -> object:
    return dict(one.split("/", 1) for one in written.form.every(name) if "/" in one)


_SAID: Final[Mapping[str, Callable[[Written, str], object]]] = {
    "deadline": _deadline,
    "money": _money,
    "file": _file,
    "ticks": _ticks,
    "number": _number,
    "title": _title,
    "sitter": _sitter,
    "accede": _accede,
}
"""How a field is asked for -> what its part of the form says; any other is a text."""
