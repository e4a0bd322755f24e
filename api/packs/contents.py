"""The contents of a publication of figures: every number with what it carries, in RFC 8785 bytes.

Their digest is what two people sign off, and what the log of the fair keeps. Nothing in them is
computed anew when they are read again.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Annotated, Final, TypeAlias

import msgspec
import rfc8785
from msgspec import Meta

from aggregates.vocabulary import DealId, Money, Rate
from api.refusals import ApiError

FORMAT: Final = "counterseal/figures/v1"
FIGURES_MAX: Final = 100
DEALS_MAX: Final = 100_000

Hex32: TypeAlias = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
"""32 bytes in lower-case hexadecimal digits."""
Count: TypeAlias = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Code: TypeAlias = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_]{1,40}\Z")]
Line: TypeAlias = Annotated[str, Meta(max_length=400)]
Prose: TypeAlias = Annotated[str, Meta(max_length=4_000)]


class _Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the contents; every member is written, whatever it is."""


class Worded(_Written, frozen=True):
    """The same text in English and in Chinese."""

    en: Prose
    zh: Prose


class Definition(_Written, frozen=True):
    """What a figure counts and how; with another wording it has another ``version``."""

    id: Code
    version: Count
    name: Worded
    wording: Worded


class Figure(_Written, frozen=True):
    """A figure as it is told: ``answer`` is the public interface's, under the figure's own id.

    A cell that would tell too much of somebody has null where its numbers would be. Decimals are
    texts.
    """

    definition: Code
    version: Count
    answer: object


class Behind(_Written, frozen=True):
    """The deals that make one number which is told, each once.

    ``deals`` are those that every principal lets be listed with name, amount and moment;
    ``commitments`` stand for all others, sorted: for each the SHA-256 of a secret salt of 32 bytes
    and the deal's id. The salt is another one for every number, so that no two numbers can be held
    together. ``tier``, ``row`` and ``column`` are as in the figure's answer; empty where it has
    none.
    """

    definition: Code
    tier: Line
    row: Line
    column: Line
    deals: tuple[DealId, ...]
    commitments: tuple[Hex32, ...]


class Named(_Written, frozen=True, omit_defaults=True):
    """The title of a deal, as its sides wrote it, and the names of those who executed it.

    ``titles`` is what they call it in each language, left out where they have said so in none.
    """

    title: Prose
    sides: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=100)]
    titles: Annotated[dict[Line, Prose], Meta(max_length=100)] = {}


class Agreement(_Written, frozen=True):
    """An executed instrument of a deal that is not confidential, as far as its principals agreed.

    Of ``name``, ``amount`` and ``executed_at`` is null what not every principal consented to. Where
    all is null, the instrument is not listed at all.
    """

    deal: DealId
    tier: Code
    name: Named | None
    amount: Money | None
    executed_at: datetime | None


class Suppressed(_Written, frozen=True):
    """When a cell is left out: fewer than ``least`` contributors, one with more than ``share``.

    Or one comes to within ``within`` of another's part.
    """

    least: Count
    share: Line
    within: Line
    wording: Worded


class Revision(_Written, frozen=True):
    """What a later publication says of the one before it: which, by its digest, and why."""

    publication: Line
    number: Count
    figures_sha256: Hex32
    note: Worded


class Contents(_Written, frozen=True):
    """A publication. Every number is as of ``position``, recorded at ``cut_off``.

    ``cut_off`` is told in ``zone``, an IANA zone. ``rates`` are the whole rate table as it stood
    there. ``unlisted`` is how many executed instruments are counted and in no line of
    ``agreements``: those of confidential deals, and those whose principals consent to nothing; null
    where it would tell a number that F1 leaves out.
    """

    format: str
    publication: Line
    log: Line
    edition: Line
    edition_name: Line
    number: Annotated[int, Meta(ge=1, le=9_999)]
    status: Annotated[str, Meta(pattern=r"\A(provisional|revised|final)\Z")]
    cut_off: datetime
    zone: Line
    position: Count
    currency: Annotated[str, Meta(pattern=r"\A[A-Z]{3}\Z")]
    currency_rule: Worded
    rates: Annotated[tuple[Rate, ...], Meta(max_length=10_000)]
    suppression: Suppressed
    definitions: Annotated[tuple[Definition, ...], Meta(max_length=FIGURES_MAX)]
    figures: Annotated[tuple[Figure, ...], Meta(max_length=FIGURES_MAX)]
    behind: Annotated[tuple[Behind, ...], Meta(max_length=DEALS_MAX)]
    agreements: Annotated[tuple[Agreement, ...], Meta(max_length=DEALS_MAX)]
    unlisted: Count | None
    revises: Revision | None


class _Versioned(msgspec.Struct, frozen=True):
    format: str


_contents = msgspec.json.Decoder(Contents)
_format = msgspec.json.Decoder(_Versioned)


def contents_bytes(contents: Contents) -> bytes:
    """Return the bytes of the contents, in their only spelling (RFC 8785)."""
    return rfc8785.dumps(msgspec.json.decode(msgspec.json.encode(contents)))


def contents_sha256(contents: Contents) -> str:
    """Return the digest that two people sign off: SHA-256 of these bytes, in hexadecimal."""
    return sha256(contents_bytes(contents)).hexdigest()


def parse_contents(octets: bytes) -> Contents:
    """Return what the bytes say; `contents_bytes` of it are these very bytes.

    Raises:
        ApiError: ``contents_format_unknown``; ``contents_malformed``.
    """
    try:
        written = _format.decode(octets).format
        if written != FORMAT:
            raise ApiError("contents_format_unknown", format=written[:100], known=FORMAT)
        contents = _contents.decode(octets)
        respelled = contents_bytes(contents)
    except (
        msgspec.MsgspecError,
        rfc8785.CanonicalizationError,
        UnicodeDecodeError,
        RecursionError,
    ) as wrong:
        raise ApiError("contents_malformed", reason=str(wrong)[:200]) from None
    if respelled != octets:
        raise ApiError("contents_malformed", reason="it is not in its only spelling (RFC 8785)")
    return contents
