"""What a file carries with its signatures: certificates, lists of revoked ones, time-stamps.

For who wants to look at them with other programs. Nothing is verified here.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from signing.errors import SignatureError
from signing.timestamp.token import TimeStamp, read_token
from signing.verify.archive import archive_of, signed_updates
from signing.verify.pdf.file import read_file
from signing.verify.pdf.form import fields_of
from signing.verify.signed import signed_fields


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """Each in DER, in the order in which it came into the file, none twice."""

    certificates: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    time_stamps: tuple[bytes, ...] = ()


def carried(pdf: bytes) -> Carried:
    """Return what is in a file that our own verification can read.

    Raises:
        SignatureError: whatever keeps it from being read.
    """
    file = read_file(pdf)
    messages = [one.message for one in signed_fields(file, fields_of(file), signed_updates(file))]
    archive = archive_of(file)
    tokens = [*(one.token for one in messages), *(kept.over.held for kept in archive)]
    stamps = [read_token(token) for token in tokens if token]
    signers = [held.der for one in messages for held in (one.certificate, *one.chain)]
    kept = [der for one in archive for der in one.certificates]
    return Carried(
        certificates=_once([*signers, *_units(stamps), *kept]),
        lists=_once(der for one in archive for der in one.lists),
        time_stamps=_once(token for token in tokens if token),
    )


def all_carried(pdfs: Iterable[bytes]) -> Carried:
    """Return what is in several files, none twice; of one that is not as ours are, nothing."""
    found: list[Carried] = []
    for pdf in pdfs:
        try:
            found.append(carried(pdf))
        except SignatureError:
            continue
    return Carried(
        certificates=_once(der for one in found for der in one.certificates),
        lists=_once(der for one in found for der in one.lists),
        time_stamps=_once(der for one in found for der in one.time_stamps),
    )


def _units(stamps: Iterable[TimeStamp]) -> Iterable[bytes]:
    for stamp in stamps:
        yield from (held.der for held in (stamp.certificate, *stamp.others))


def _once(contents: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(contents))
