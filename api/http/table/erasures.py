"""Who may do what with holds and erasures: the registry, two of it where something is destroyed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import Relation, Rule, may_command, may_read

_registry = may_command(Relation.REGISTRY, step_up=True)

RULES: Final[Mapping[str, Rule]] = {
    "set_retention": _registry,
    "place_hold": may_command(Relation.REGISTRY, Relation.OFFICIAL),
    "release_hold": _registry,
    "propose_erasure": _registry,
    "withdraw_erasure": _registry,
    "erase_deal": _registry,
    "erase_person": _registry,
    "erase_documents": _registry,
    "list_erasures": may_read(Relation.REGISTRY, Relation.OFFICIAL, Relation.AUDITOR),
    "list_due_erasures": may_read(Relation.REGISTRY, Relation.AUDITOR),
}
