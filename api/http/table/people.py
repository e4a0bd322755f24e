"""Who may do what with people of the registry. Nobody assigns themselves: the rules say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import OFFICES, Relation, Rule, may_command, may_read

_registry = may_command(Relation.REGISTRY, step_up=True)
_registers = may_command(Relation.ORGANISER, Relation.REGISTRY)
# which of them it is, the accounts say: the organisation's administrators, or an office
_word = may_command(Relation.SIGNED_IN, step_up=True)

RULES: Final[Mapping[str, Rule]] = {
    "register_person": _registers,
    "assign_person": _registers,
    "import_people": _registers,
    "confirm_post": _word,
    "refuse_post": _word,
    "list_posts_awaiting": may_read(Relation.SIGNED_IN),
    "propose_office": _registry,
    "confirm_office": _registry,
    "withdraw_office": _registry,
    "list_people": may_read(Relation.SIGNED_IN),
    "read_person": may_read(Relation.SELF, Relation.MEMBER, *OFFICES),
}
