"""Who may do what: one table, and the one function that reads it. What it does not name is denied.

The table's lines stand in ``api/http/table``, a file a noun, found by themselves. The rules of the
domain are narrower still: they say which lead, in which stage, under which mandate. This table
keeps out who has no business with an endpoint at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from aggregates.vocabulary import Role
from api.accounts.sessions import AT_DESK
from api.http import table
from api.http.acting import READ, SIGN, Acting
from api.http.discovery import modules_of
from api.http.rule import DOES_NOTHING, OF_THE_ROLE, Relation, Rule
from api.refusals import ApiError

_BY_ROLE = {
    "official": Relation.OFFICIAL,
    "organiser": Relation.ORGANISER,
    "registry": Relation.REGISTRY,
    "auditor": Relation.AUDITOR,
    "system": Relation.SYSTEM,
}


def _assembled() -> Mapping[str, Rule]:
    """Return the lines of every file.

    Raises:
        TypeError: if two files name one operation: a fault in the code, found at import.
    """
    found: dict[str, Rule] = {}
    for module in modules_of(table):
        rules: Mapping[str, Rule] = module.RULES
        if twice := found.keys() & rules.keys():
            raise TypeError(f"{sorted(twice)} twice in the table of policies")
        found |= rules
    return MappingProxyType(found)


TABLE: Final = _assembled()
"""Operation id -> who may."""


def relations_by_role(acting: Acting | None) -> frozenset[Relation]:
    """Return the relations that somebody has to everything: by being there, and by their role."""
    if acting is None:
        return frozenset({Relation.PUBLIC})
    found = {Relation.PUBLIC, Relation.SIGNED_IN}
    office = _BY_ROLE.get(acting.role.value)
    return frozenset(found if office is None else {*found, office})


def can(acting: Acting | None, operation: str, relations: frozenset[Relation]) -> bool:
    """Return whether the table lets somebody who stands in ``relations`` to what they ask about."""
    rule = TABLE.get(operation)
    if rule is None:
        return False
    found = rule.relations & (relations | relations_by_role(acting))
    if acting is not None and rule.roles and acting.role not in rule.roles:
        found -= OF_THE_ROLE
    if acting is not None and acting.role is Role.AUDITOR and rule.scope != READ:
        found -= DOES_NOTHING  # also in one's own organisation: who looks on, does nothing
    return bool(found)


def require_known(operation: str, acting: Acting | None) -> None:
    """Refuse who is not signed in where that is needed, before anything of theirs is read.

    Raises:
        ApiError: ``not_signed_in``, ``not_permitted``, ``scope_missing``.
    """
    rule = TABLE.get(operation)
    if rule is None:
        raise ApiError("not_permitted")
    if acting is None and Relation.PUBLIC not in rule.relations:
        raise ApiError("not_signed_in")
    if acting is not None and rule.scope not in acting.scopes:
        raise ApiError("scope_missing", scope=rule.scope)


def require_may(
    operation: str, acting: Acting | None, relations: frozenset[Relation], at: datetime
) -> None:
    """Refuse whom the table does not let, standing in ``relations`` to what they ask about.

    Raises:
        ApiError: ``not_signed_in``, ``not_permitted``, ``scope_missing``, ``step_up_needed``.
    """
    require_known(operation, acting)
    if not can(acting, operation, relations):
        raise ApiError("not_permitted")
    if acting is not None and TABLE[operation].step_up:
        _require_shown(operation, acting, at)


def _require_shown(operation: str, acting: Acting, at: datetime) -> None:
    """Refuse who has not shown anew who they are.

    At the desk an official attests it, who is in the room with the visitor's session: it lets the
    visitor sign, and nobody change how they sign in, nor receive others.
    """
    if acting.method == AT_DESK and TABLE[operation].scope != SIGN:
        raise ApiError("not_permitted")
    if not acting.stepped_up(at):
        raise ApiError("step_up_needed", operation=operation)
