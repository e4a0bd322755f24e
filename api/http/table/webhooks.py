"""Who may do what with endpoints of their organisation.

Whether somebody leads or administers it is asked where it is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.http.rule import Relation, Rule, may_command, may_read

_OWN = may_read(Relation.SIGNED_IN)
_OWN_CHANGE = may_command(Relation.SIGNED_IN)

RULES: Final[Mapping[str, Rule]] = {
    "list_webhooks": _OWN,
    "register_webhook": _OWN_CHANGE,
    "rotate_webhook_secret": _OWN_CHANGE,
    "disable_webhook": _OWN_CHANGE,
    "enable_webhook": _OWN_CHANGE,
    "remove_webhook": _OWN_CHANGE,
    "ping_webhook": _OWN_CHANGE,
    "list_deliveries": _OWN,
    "replay_delivery": _OWN_CHANGE,
    "replay_deliveries": _OWN_CHANGE,
}
