"""Who may do what with publications of figures. What is public, anybody reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import Relation, Rule, may_command, may_read

_publisher = may_command(Relation.OFFICIAL, Relation.ORGANISER)
_public = may_read(Relation.PUBLIC)
_offices = may_read(Relation.OFFICIAL, Relation.ORGANISER, Relation.REGISTRY, Relation.AUDITOR)

RULES: Final[Mapping[str, Rule]] = {
    "prepare_publication": _publisher,
    "sign_off_publication": may_command(Relation.OFFICIAL, Relation.ORGANISER, step_up=True),
    "send_back_publication": _publisher,
    "list_publications": _public,
    "read_publication": _public,
    "read_publication_contents": _public,
    "read_publication_pack": _public,
    "list_cut_offs": _offices,
    "read_publication_draft": _offices,
}
