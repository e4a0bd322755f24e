"""Who may read lists. What each sees in them, the read models' walls say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import Relation, Rule, may_read

_signed_in = may_read(Relation.SIGNED_IN)

RULES: Final[Mapping[str, Rule]] = {
    "list_deals": _signed_in,
    "read_inbox": _signed_in,
    "search_deals": _signed_in,
    "list_events": _signed_in,
    "read_position": _signed_in,
    "read_wall": may_read(Relation.PUBLIC),
    "read_figure": _signed_in,
    "list_figure_deals": _signed_in,
    "read_published_figure": may_read(Relation.PUBLIC),
    "list_open_steps": _signed_in,
}
