"""Commands as an API takes them: addresses and bodies, made from what the rules take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast

import msgspec

from aggregates.deal.state import Instrument
from aggregates.vocabulary import Command, Sha256
from api.client.operations import COMMANDS
from api.contracts.prepare_letter import Letter
from api.contracts.prepare_opening import Wanted
from api.contracts.prepared import Streams
from api.contracts.signature import Consenting
from api.play.venue import Newcomer
from api.refusals import ApiError
from ledger.sources import One

NOTHING_SEEN: Final = "0" * 64
"""What somebody cites who has seen no document: the rules say that there is none."""

_PLACE: Final = re.compile(r"\{(?P<name>\w+)\}")

Facts = dict[str, object]

_IS_SHOWN: Final = frozenset(
    {
        *("submit_intent", "accept_intent", "sign", "seal_agreement"),
        *("propose_office", "confirm_office", "confirm_post"),
        *("witness", "notarise", "official_sign", "attest_paper_execution"),
    }
)
"""What is only done by who has shown anew who they are."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """An operation, its address, and its body as JSON."""

    name: str
    path: str
    body: object


def request(name: str, places: Mapping[str, str], facts: Mapping[str, object]) -> Request:
    """Return the request of an operation: of ``facts`` it takes what it knows.

    Raises:
        ApiError: ``no_such_endpoint``.
    """
    endpoint = COMMANDS.get(name)
    if endpoint is None:
        raise ApiError("no_such_endpoint", operation=name)
    known = {field.encode_name for field in msgspec.structs.fields(endpoint.body)}
    body = {field: fact for field, fact in facts.items() if field in known}
    path = _PLACE.sub(lambda place: places[place["name"]], endpoint.path)
    return Request(name=name, path=path, body=msgspec.convert(body, endpoint.body))


def facts_of(command: Command, streams: Streams) -> Facts:
    """Return what a command says, and the ids of the streams that it is decided on besides."""
    others = streams if isinstance(streams, tuple) else (streams,)
    besides = {one.aggregate: one.key for one in others if isinstance(one, One)}
    return {**besides, **cast("Facts", msgspec.to_builtins(command))}


def newcomer(person: Newcomer) -> Facts:
    """Return what is said to register somebody."""
    return cast("Facts", msgspec.to_builtins(person))


def opening(instrument: Instrument, wanted: Wanted) -> Facts:
    """Return what is said to open a signing; the registry's seat is added there."""
    return {
        **cast("Facts", msgspec.to_builtins(wanted)),
        "seats": msgspec.to_builtins(wanted.seats[1:]),
        "instrument": instrument.id,
        "terms_sha256": instrument.matrix.locked_sha256 or NOTHING_SEEN,
    }


def sending(letter: Letter, who: Consenting) -> Facts:
    """Return what is said to send a letter of intent; the registry's seat is added there."""
    return {
        **cast("Facts", msgspec.to_builtins(letter)),
        "seats": msgspec.to_builtins(letter.seats[1:]),
        "language": who.language,
    }


def consent(instrument: Instrument, who: Consenting, field: str = "") -> Facts:
    """Return what is said to sign: the terms, and the file, that were read."""
    signing = instrument.signing
    return {
        "instrument": instrument.id,
        "terms_sha256": signing.terms_sha256 if signing else NOTHING_SEEN,
        "base_pdf_sha256": signing.base_pdf_sha256 if signing else NOTHING_SEEN,
        "language": who.language,
        "field": field,
    }


def shown_for(name: str, facts: Facts) -> Sha256 | None:
    """Return the document that somebody must have seen for an operation; None if nobody asks."""
    if name not in _IS_SHOWN:
        return None
    seen = [facts.get(field) for field in ("scan_sha256", "base_pdf_sha256", "pdf_sha256")]
    digest = next((str(one) for one in seen if one), "")
    return "" if digest == NOTHING_SEEN else digest
