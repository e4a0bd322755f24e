"""Who may do what with endpoints of their organisation.

Whether somebody leads or administers it is asked where it is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import Relation, Rule, may_command, may_read

_OWN = may_read(Relation.SIGNED_IN)
_OWN_CHANGE = may_command(Relation.SIGNED_IN)
_OWN_CHANGE_ANEW = may_command(Relation.SIGNED_IN, step_up=True)
"""What lets something out of the house for good: where messages go, and with which secret."""

RULES: Final[Mapping[str, Rule]] = {
    "list_webhooks": _OWN,
    "register_webhook": _OWN_CHANGE_ANEW,
    "rotate_webhook_secret": _OWN_CHANGE_ANEW,
    "disable_webhook": _OWN_CHANGE,
    "enable_webhook": _OWN_CHANGE_ANEW,
    "remove_webhook": _OWN_CHANGE,
    "ping_webhook": _OWN_CHANGE,
    "list_deliveries": _OWN,
    "replay_delivery": _OWN_CHANGE,
    "replay_deliveries": _OWN_CHANGE,
}
