"""Who may do what with own keys. Whose word certifies one, the accounts say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aggregates.vocabulary import Role
from api.http.rule import OFFICES, Relation, Rule, may_command, may_read

_SIGNS: Final = (Role.LEAD, Role.SIGNATORY)

_sees = may_read(Relation.MEMBER, *OFFICES)

RULES: Final[Mapping[str, Rule]] = {
    "read_key_challenge": may_read(Relation.SIGNED_IN),
    "offer_key": may_command(Relation.SIGNED_IN, roles=_SIGNS),
    "certify_key": may_command(Relation.SIGNED_IN, step_up=True),
    # who has lost a key is not asked for a second proof before it is withdrawn
    "withdraw_key": may_command(Relation.SIGNED_IN),
    "list_own_keys": _sees,
    "read_key_certificate": _sees,
}
