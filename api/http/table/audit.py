"""Who may hold what is stored against its events, and read who read and who knew what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import Relation, Rule, may_read

_audits: Final = may_read(Relation.AUDITOR)
_looks_on: Final = may_read(Relation.AUDITOR, Relation.OFFICIAL, Relation.REGISTRY)

RULES: Final[Mapping[str, Rule]] = {
    "read_integrity": may_read(
        Relation.AUDITOR, Relation.OFFICIAL, Relation.REGISTRY, Relation.ORGANISER
    ),
    "recompute_deal": _looks_on,
    "recompute_facts": _looks_on,
    "read_fair": _looks_on,
    "compare_fair": _looks_on,
    "list_accesses": _audits,
    "check_accesses": _audits,
    "read_knowledge": _audits,
}
