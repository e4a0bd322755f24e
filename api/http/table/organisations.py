"""Who may do what with organisations. The rules say who acts for which, and who verifies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import ALL_BUT_AUDITORS, Relation, Rule, may_command, may_read

RULES: Final[Mapping[str, Rule]] = {
    "register_organisation": may_command(Relation.SIGNED_IN, roles=ALL_BUT_AUDITORS),
    "verify_organisation": may_command(Relation.OFFICIAL, Relation.REGISTRY),
    "verify_with_extract": may_command(Relation.OFFICIAL, Relation.REGISTRY),
    "import_organisations": may_command(Relation.OFFICIAL, Relation.ORGANISER, Relation.REGISTRY),
    "list_organisations": may_read(Relation.SIGNED_IN),
    "read_organisation": may_read(Relation.SIGNED_IN),
    "read_extract": may_read(
        Relation.MEMBER,
        Relation.OFFICIAL,
        Relation.ORGANISER,
        Relation.REGISTRY,
        Relation.AUDITOR,
    ),
}
