"""Who may do what with editions, admissions and rates. Who comes by, may see what a fair is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import Relation, Rule, may_command, may_read

_public = may_read(Relation.PUBLIC)
_organiser = may_command(Relation.ORGANISER)

RULES: Final[Mapping[str, Rule]] = {
    "list_edition": may_command(Relation.ORGANISER, Relation.REGISTRY),
    "open_edition": _organiser,
    "change_policy": _organiser,
    "decide_lists": _organiser,
    "list_editions": _public,
    "read_edition": _public,
    "read_running_order": may_read(Relation.ORGANISER, Relation.OFFICIAL, Relation.AUDITOR),
    "list_quality_items": may_read(Relation.ORGANISER, Relation.AUDITOR),
    "admit_organisation": _organiser,
    "read_admission": may_read(Relation.SIGNED_IN),
    "publish_rates": may_command(Relation.ORGANISER, Relation.OFFICIAL),
    "read_rates": _public,
}
