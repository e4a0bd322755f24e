"""Who may do what in a deal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aggregates.vocabulary import Role
from api.http.rule import Relation, Rule, may_command

_LEAD = may_command(Relation.PRINCIPAL, roles=(Role.LEAD,))

RULES: Final[Mapping[str, Rule]] = {
    "accept_clauses": _LEAD,
    "table_offer": _LEAD,
    "lock_terms": _LEAD,
    "unlock_terms": _LEAD,
    "invite_party": may_command(
        Relation.PRINCIPAL, Relation.SPONSOR, roles=(Role.LEAD, Role.OFFICIAL, Role.ORGANISER)
    ),
}
