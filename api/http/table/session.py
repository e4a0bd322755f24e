"""Who may come in, act, and leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.acting import READ
from api.http.rule import Relation, Rule, may_command, may_read

# of the scopes that everybody has who is in: a guest too may show presence, and leave
_ANYBODY = may_command(Relation.PUBLIC, scope=READ)
_WHO_IS_IN = may_command(Relation.SIGNED_IN, scope=READ)

RULES: Final[Mapping[str, Rule]] = {
    "sign_in": _ANYBODY,
    "ask_passkey": _ANYBODY,
    "sign_in_with_passkey": _ANYBODY,
    "list_providers": _ANYBODY,
    "leave_to_sign_in": _ANYBODY,
    "come_back": _ANYBODY,
    "ask_second_factor": _ANYBODY,
    "show_second_factor": _ANYBODY,
    "sign_in_by_link": _ANYBODY,
    "sign_in_at_desk": _ANYBODY,
    "read_session": may_read(Relation.SIGNED_IN),
    "sign_out": _WHO_IS_IN,
    "switch_acting": _WHO_IS_IN,
    "ask_step_up": _WHO_IS_IN,
    "step_up": _WHO_IS_IN,
}
