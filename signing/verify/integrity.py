"""The first of two tiers: digests and signatures, and nothing else; for many files in a row.

Shows that a file is octet for octet what was signed last, and each signature and time-stamp right
by the certificate in it; not what the last message carries besides, which only the next one or a
digest from elsewhere is over. MUST NOT be told as VALID: whose certificates those are, whether they
stood, which seats they fill and what the updates changed is for `signing.verify.verifier.verify`.

The file is not read as a PDF, but searched for what our writer writes; what is written otherwise
is refused.
"""

from __future__ import annotations

import hashlib
import re
from binascii import unhexlify
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final

import msgspec

from aggregates.vocabulary import Sha256
from signing.cms import algorithms
from signing.cms.attributes import DATA, signed_attributes
from signing.cms.read import read_message
from signing.der import read, write
from signing.errors import SignatureError
from signing.timestamp.token import TimeStamp, read_token
from signing.verify.pdf.file import MOST_OCTETS, MOST_REVISIONS

CONTENTS: Final = b"<<\n/Contents "
RANGE: Final = re.compile(rb"\n/ByteRange \[0 (\d{1,9}) (\d{1,9}) (\d{1,9})\] *\n")
END: Final = b"\n%%EOF\n"
ARCHIVE: Final = b"/Type /DocTimeStamp\n"


class Intact(msgspec.Struct, frozen=True, kw_only=True):
    """A file whose octets are those that were signed.

    ``signed_at`` are the times of the signatures, in their order, as their time-stamps say them;
    ``archived_at`` those of time-stamps over the whole file.
    """

    pdf_sha256: Sha256
    signed_at: tuple[datetime, ...]
    archived_at: tuple[datetime, ...]


class _Part(msgspec.Struct, frozen=True):
    """A signature or time-stamp: its message, and the digest of what it is over."""

    field: str
    message: bytes
    digest: bytes
    archives: bool


def check_integrity(pdf: bytes, recorded: Sha256 = "") -> Intact:
    """Promise that nothing in ``pdf`` is other than when it was last signed or time-stamped.

    ``recorded`` is the digest that the file has to have, if that is known.

    Raises:
        SignatureError: ``too_large``, ``not_the_recorded_file``, ``no_signature``,
            ``not_covered``, ``range_wrong``, ``message_unreadable``, ``padding_not_empty``,
            ``digest_wrong``, ``no_time_stamp``, ``time_stamp_of_another``, and what reading a
            message or a token raises.
    """
    if len(pdf) > MOST_OCTETS:
        raise SignatureError("too_large", what="octets", found=len(pdf), most=MOST_OCTETS)
    digest = hashlib.sha256(pdf).hexdigest()
    if recorded not in {"", digest}:
        raise SignatureError("not_the_recorded_file", sha256=digest, recorded=recorded)
    signed, archived = list[datetime](), list[datetime]()
    for part in _parts(pdf):
        stamp = _stamp(part)
        (archived if part.archives else signed).append(stamp.at)
    if not signed:
        raise SignatureError("no_signature")
    return Intact(pdf_sha256=digest, signed_at=tuple(signed), archived_at=tuple(archived))


def _parts(pdf: bytes) -> Iterator[_Part]:
    """Yield what covers the file, in order; each all before it, and the last all of it.

    What is hashed is hashed twice, however many there are: each goes on where the last one left.
    """
    before, end, at = hashlib.sha256(), 0, 0
    ranges = list(islice(RANGE.finditer(pdf), MOST_REVISIONS))
    if len(ranges) == MOST_REVISIONS:
        raise SignatureError(
            "too_large", what="revisions", found=len(ranges), most=MOST_REVISIONS - 1
        )
    for number, found in enumerate(ranges, start=1):
        field = f"#{number}"
        start, after, rest = map(int, found.groups())
        whole = end < start < after == found.start() and pdf.endswith(CONTENTS, end, start)
        archives = pdf.startswith(ARCHIVE, found.end())
        end = after + rest
        if not (whole and end <= len(pdf) and pdf.endswith(END, found.end(), end)):
            raise SignatureError("range_wrong", field=field, at=start)
        before.update(memoryview(pdf)[at:start])
        covered, at = before.copy(), start
        covered.update(memoryview(pdf)[after:end])
        message = _message(pdf[start:after], field)
        yield _Part(field, message, covered.digest(), archives)
    if 0 < end < len(pdf):
        raise SignatureError("not_covered", octets=len(pdf) - end)


def _message(written: bytes, field: str) -> bytes:
    """Return the message in hexadecimal between two brackets; behind it is nothing but zeros."""
    try:
        contents = unhexlify(written[1:-1])
    except ValueError as wrong:
        raise SignatureError("message_unreadable") from wrong
    if written != b"<" + contents.hex().encode() + b">":
        raise SignatureError("message_unreadable")
    message = read.Reader(contents).whole(write.SEQUENCE)
    if any(contents[len(message) :]):
        raise SignatureError("padding_not_empty", field=field)
    return message


def _stamp(part: _Part) -> TimeStamp:
    """Return the time-stamp, of which all is right."""
    if part.archives:
        stamp, stamped = read_token(part.message), part.digest
    else:
        message = read_message(part.message)
        if message.attributes != signed_attributes(DATA, part.digest, message.certificate):
            raise SignatureError("digest_wrong", field=part.field)
        if not message.token:
            raise SignatureError("no_time_stamp", field=part.field)
        algorithms.verify(message.certificate.public_key, message.value, message.attributes)
        stamp, stamped = read_token(message.token), hashlib.sha256(message.value).digest()
    if stamp.digest != stamped:
        raise SignatureError("time_stamp_of_another")
    return stamp
