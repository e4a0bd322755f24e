"""The mandate under which a person signs, as an extension of their certificate.

The registry vouches for it when it certifies the key, so that a verifier needs no ledger to see
that a signature was within its authority. Identified by ``signing.pki.oids.MANDATE``, never
critical, and encoded in DER::

    Mandate ::= SEQUENCE {
        version      INTEGER { v1(1) },
        id           UTF8String (SIZE (1..64)),
        instruments  SEQUENCE SIZE (1..MAX) OF UTF8String,   -- ascending, each once
        joint        INTEGER (1..MAX),   -- how many mandates of the principal sign together
        validFrom    GeneralizedTime,
        validUntil   [0] EXPLICIT GeneralizedTime OPTIONAL,  -- absent: until revoked
        limit        [1] EXPLICIT Limit OPTIONAL }           -- absent: without limit

    Limit ::= SEQUENCE {
        amount       UTF8String,         -- a canonical decimal, such as "480000000.5"
        currency     PrintableString (SIZE (3)) }            -- ISO 4217
"""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from aggregates.canonical import is_canonical_decimal
from aggregates.vocabulary import Money
from signing.der import read, write
from signing.errors import SignatureError

VERSION = 1
LONGEST_ID = 64
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


class CertifiedMandate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a verifier must know of a mandate.

    ``instruments`` are values of `aggregates.vocabulary.Kind`, in any order, each once; ``joint``
    is how many distinct mandates of the principal must sign together; ``limit`` holds for each
    instrument; instants are UTC, in whole seconds, and ``valid_until`` is the last that counts.
    """

    id: str
    instruments: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime | None = None
    limit: Money | None = None
    joint: int = 1


def encode_mandate(mandate: CertifiedMandate) -> bytes:
    """Return the DER octets of ``mandate``.

    Raises:
        SignatureError: ``mandate_unusable`` when a part of it has no encoding.
    """
    _require_usable(mandate)
    until = [write.generalized_time(at) for at in [mandate.valid_until] if at]
    limit = [_limit(money) for money in [mandate.limit] if money]
    return write.sequence(
        write.integer(VERSION),
        write.utf8(mandate.id),
        write.sequence(*map(write.utf8, sorted(mandate.instruments))),
        write.integer(mandate.joint),
        write.generalized_time(mandate.valid_from),
        *(write.encode(write.context(0), encoding) for encoding in until),
        *(write.encode(write.context(1), encoding) for encoding in limit),
    )


def decode_mandate(der: bytes) -> CertifiedMandate:
    """Return what `encode_mandate` was given; ``instruments`` come in ascending order.

    Raises:
        SignatureError: ``not_der``, or ``mandate_unusable`` for an encoding of something else.
    """
    outer = read.whole(der, write.SEQUENCE)
    version = outer.integer()
    mandate = CertifiedMandate(
        id=outer.text(write.UTF8_STRING),
        instruments=_texts(outer.inside(write.SEQUENCE)),
        joint=outer.integer(),
        valid_from=outer.time(),
        valid_until=_read_until(outer),
        limit=_read_limit(outer),
    )
    outer.end()
    if version != VERSION or encode_mandate(mandate) != der:
        raise SignatureError("mandate_unusable", mandate=mandate.id)
    return mandate


def _require_usable(mandate: CertifiedMandate) -> None:
    until, limit = mandate.valid_until, mandate.limit
    usable = (
        0 < len(mandate.id) <= LONGEST_ID
        and len(mandate.instruments) == len(set(mandate.instruments)) > 0
        and all(text and text.isprintable() for text in (mandate.id, *mandate.instruments))
        and mandate.joint > 0
        and mandate.valid_from.tzinfo is not None
        and (until is None or (until.tzinfo is not None and until >= mandate.valid_from))
        and (limit is None or _is_usable_limit(limit))
    )
    if not usable:
        raise SignatureError("mandate_unusable", mandate=mandate.id)


def _is_usable_limit(limit: Money) -> bool:
    return (
        is_canonical_decimal(limit.amount)
        and not limit.amount.startswith("-")
        and CURRENCY.fullmatch(limit.currency) is not None
    )


def _limit(limit: Money) -> bytes:
    return write.sequence(write.utf8(limit.amount), write.printable(limit.currency))


def _texts(reader: read.Reader) -> tuple[str, ...]:
    texts = list[str]()
    while reader.next_is(write.UTF8_STRING):
        texts.append(reader.text(write.UTF8_STRING))
    reader.end()
    return tuple(texts)


def _read_until(outer: read.Reader) -> datetime | None:
    if not outer.next_is(write.context(0)):
        return None
    inner = outer.inside(write.context(0))
    until = inner.time()
    inner.end()
    return until


def _read_limit(outer: read.Reader) -> Money | None:
    if not outer.next_is(write.context(1)):
        return None
    tagged = outer.inside(write.context(1))
    inner = tagged.inside(write.SEQUENCE)
    tagged.end()
    limit = Money(amount=inner.text(write.UTF8_STRING), currency=inner.text(write.PRINTABLE_STRING))
    inner.end()
    return limit
