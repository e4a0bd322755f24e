"""An approval that was asked for, and whether it was given."""

from __future__ import annotations

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId, Sha256


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """Bound to a terms digest; ``granted`` by the approver or still awaited."""

    kind: str
    principal: OrganisationId
    approver: PersonId
    terms_sha256: Sha256
    granted: bool = False
