"""Who may look at how the installation is at work: those who run it, and those who audit it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import Relation, Rule, may_read

_runs: Final = may_read(Relation.ORGANISER, Relation.REGISTRY, Relation.AUDITOR)

RULES: Final[Mapping[str, Rule]] = {
    "read_operations": _runs,
    "read_findings": _runs,
}
