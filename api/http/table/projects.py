"""Who may do what with projects. The rules say for whom one may list and withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import ALL_BUT_AUDITORS, Relation, Rule, may_command, may_read

_offices = (Relation.OFFICIAL, Relation.ORGANISER, Relation.REGISTRY)

RULES: Final[Mapping[str, Rule]] = {
    "list_project": may_command(Relation.SIGNED_IN, roles=ALL_BUT_AUDITORS),
    "describe_project": may_command(Relation.MEMBER, *_offices),
    "withdraw_project": may_command(Relation.MEMBER, *_offices),
    "list_projects": may_read(Relation.PUBLIC),
    "read_project": may_read(Relation.PUBLIC),
}
