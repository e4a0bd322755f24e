"""Who may do what with mandates. The rules say whose an official may verify."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import ALL_BUT_AUDITORS, OFFICES, Relation, Rule, may_command, may_read

_sees = may_read(Relation.SELF, Relation.MEMBER, *OFFICES)

RULES: Final[Mapping[str, Rule]] = {
    "record_mandate": may_command(Relation.SIGNED_IN, roles=ALL_BUT_AUDITORS),
    "verify_mandate": may_command(Relation.OFFICIAL),
    "revoke_mandate": may_command(
        Relation.MEMBER, Relation.OFFICIAL, Relation.ORGANISER, Relation.REGISTRY
    ),
    "list_mandates": may_read(Relation.SIGNED_IN),
    "read_mandate": _sees,
    "read_mandate_evidence": _sees,
}
