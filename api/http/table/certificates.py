"""Who may do what with certificates: the registry revokes; lists and answers are public."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import Relation, Rule, may_command, may_read

RULES: Final[Mapping[str, Rule]] = {
    "revoke_certificate": may_command(Relation.REGISTRY, step_up=True),
    "list_revoked_certificates": may_read(Relation.REGISTRY, Relation.OFFICIAL, Relation.AUDITOR),
}
