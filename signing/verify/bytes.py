"""1. One PDF from the first octet to the last, every revision a signature's.

The file was read by a grammar that leaves no octet unexplained (`signing.verify.pdf`): nothing
stands before it, after it, or between its objects. What is left to show is that each signature is
over all of it but its own contents (signature wrapping, ISO 32000-2 clause 12.8.1).
"""

from __future__ import annotations

from signing.errors import SignatureError
from signing.verify.case import Case
from signing.verify.covering import Covering


def check_bytes(case: Case) -> None:
    """Promise that the file is a base and then signatures and its archive, each over all before it.

    Raises:
        SignatureError: ``no_signature``, ``range_malformed``, ``range_wrong``,
            ``archive_incomplete``, ``archive_malformed``, and what reading the file raises.
    """
    if not case.signed:
        raise SignatureError("no_signature")
    for one in (*case.signed, *(kept.over for kept in case.archive)):
        _require_whole(case.pdf, one)


def _require_whole(pdf: bytes, one: Covering) -> None:
    """The octets left out are the contents, in lower-case hexadecimal.

    They can stand nowhere but in their dictionary: no signature can be made that is over itself.
    """
    first, start, after, rest = one.byte_range
    shown = (
        first == 0
        and pdf[start:after] == b"<" + one.contents.hex().encode() + b">"
        and after + rest == one.revision.end
    )
    if not shown:
        raise SignatureError("range_wrong", field=one.field, at=start)
