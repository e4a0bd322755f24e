"""6. After a signature nothing came but signatures; nothing in the file acts.

A signer holds the pen when they sign: what their own update brings is covered by their own
signature, and no cryptographic check objects to it.
"""

from __future__ import annotations

from itertools import pairwise

from signing.errors import SignatureError
from signing.verify.archived import check_archived
from signing.verify.case import Case
from signing.verify.inert import active_content
from signing.verify.update import check_update


def check_changes(case: Case) -> None:
    """Promise that no update changed what an earlier signature had covered.

    Raises:
        SignatureError: ``field_not_a_signature``, ``active_content``, ``signed_after_closing``,
            and what `signing.verify.update.check_update`,
            `signing.verify.archived.check_archived` and reading the file raise.
    """
    others = tuple(field.name for field in case.fields if not field.is_signature)
    if others:
        raise SignatureError("field_not_a_signature", fields=others)
    active = active_content(case.file)
    if active:
        raise SignatureError("active_content", names=active)
    for before, after in pairwise(case.signed):
        if before.closes:
            raise SignatureError("signed_after_closing", field=after.field, closing=before.field)
    for one in case.signed:
        check_update(case.file, one)
    for kept in case.archive:
        check_archived(kept)
