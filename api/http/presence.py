"""That somebody has just shown who they are, for exactly what they are about to sign."""

from __future__ import annotations

import msgspec

from aggregates.vocabulary import Sha256
from api.accounts.accounts import Accounts
from api.accounts.step_up import What, spend_step_up
from api.http.asked import Asked


class Presence(msgspec.Struct, frozen=True, kw_only=True):
    """How the person was known; ``evidence`` are bytes that a record of consent may hold."""

    method: str
    evidence: bytes


def spent_presence(asked: Asked, document_sha256: Sha256, seat: str = "") -> Presence:
    """Take the fresh proof for this operation on this document, at this seat. It counts once.

    Raises:
        ApiError: ``step_up_needed``, ``signing_barred``.
        LookupError: if this process knows no accounts: a fault in the wiring.
    """
    what = What(
        operation=asked.operation.id,
        document_sha256=document_sha256,
        deal=asked.path.get("deal", ""),
        seat=seat,
    )
    shown = spend_step_up(asked.site.the(Accounts), asked.who.credential, what)
    return Presence(method=shown.method, evidence=shown.evidence)
