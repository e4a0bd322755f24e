"""Anybody may verify a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.acting import READ
from api.http.rule import Relation, Rule, may_command, may_read

RULES: Final[Mapping[str, Rule]] = {
    "verify_file": may_command(Relation.PUBLIC, scope=READ),
    "verify_digest": may_read(Relation.PUBLIC),
    "verify_page_code": may_read(Relation.PUBLIC),
    "open_original": may_read(Relation.PUBLIC),
}
