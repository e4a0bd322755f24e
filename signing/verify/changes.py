"""6. After a signature nothing came but signatures; nothing in the file acts."""

from __future__ import annotations

from signing.errors import SignatureError
from signing.verify.active import active_content
from signing.verify.case import Case
from signing.verify.reader import refusals


def check_changes(case: Case) -> None:
    """Promise that no revision changed what an earlier signature had covered.

    A later signer holds the pen too: their own revision may bring their own signature, and no
    other page, appearance, field or file.

    Raises:
        SignatureError: ``changed_after_signing`` with the fields, ``field_not_a_signature``,
            ``active_content``, ``pdf_unreadable``.
    """
    if case.reading.modified:
        raise SignatureError("changed_after_signing", fields=case.reading.modified)
    if case.reading.other_fields:
        raise SignatureError("field_not_a_signature", fields=case.reading.other_fields)
    with refusals():
        active = active_content(case.pdf)
    if active:
        raise SignatureError("active_content", names=active)
