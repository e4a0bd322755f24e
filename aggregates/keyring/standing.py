"""Whether a mandate lets a person sign at all: what a key is certified for."""

from __future__ import annotations

from datetime import datetime

from aggregates.errors import RuleError
from aggregates.mandate.coverage import check_holder, check_standing
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import MandateId, OrganisationId, PersonId


def require_signs(
    mandate: Mandate,
    named: MandateId,
    organisation: OrganisationId,
    person: PersonId,
    at: datetime,
) -> None:
    """Refuse a mandate that is not theirs, does not stand now, or is not for signing.

    Raises:
        RuleError: ``mandate_unknown``, ``mandate_not_yours``, ``mandate_not_verified``,
            ``mandate_revoked``, ``mandate_not_valid_now``, ``mandate_wrong_scope``.
    """
    if not mandate.id:
        raise RuleError("mandate_unknown", mandate=named)
    check_holder(mandate, organisation, person)
    check_standing(mandate, at)
    if "sign" not in mandate.scope:
        raise RuleError("mandate_wrong_scope", mandate=mandate.id, scope="sign")
