"""Who may hand in and read the annexes of a deal: the sides, and those who may read the papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aggregates.vocabulary import Role
from api.http.rule import Relation, Rule, may_command, may_read

_reads_papers = may_read(
    Relation.PRINCIPAL,
    Relation.GRANTED_PAPERS,
    Relation.SPONSOR,
    Relation.SEATED,
    Relation.APPROVER,
    Relation.OFFICIAL,
    Relation.REGISTRY,
    Relation.AUDITOR,
)
_hands_in = may_command(Relation.PRINCIPAL, roles=(Role.LEAD, Role.NEGOTIATOR, Role.LAWYER))

RULES: Final[Mapping[str, Rule]] = {
    "begin_upload": _hands_in,
    "read_upload": _hands_in,
    "look_at_upload": _hands_in,
    "append_to_upload": _hands_in,
    "cancel_upload": _hands_in,
    "list_annexes": _reads_papers,
    "download_annex": _reads_papers,
}
