"""Who may do what with accounts: one's own, those of one's organisation, and at the desk.

Whether somebody leads or administers an organisation is asked where it is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aggregates.vocabulary import Role
from api.http.acting import COMMAND, READ
from api.http.rule import Relation, Rule, may_command, may_read

_ANYBODY = may_command(Relation.PUBLIC, scope=READ)
_OWN = may_read(Relation.SIGNED_IN)
_OWN_CHANGE = may_command(Relation.SIGNED_IN)
_OWN_CHANGE_ANEW = may_command(Relation.SIGNED_IN, step_up=True)
_DESK = may_command(
    Relation.OFFICIAL, Relation.ORGANISER, Relation.REGISTRY, scope=COMMAND, step_up=True
)

RULES: Final[Mapping[str, Rule]] = {
    "read_account": _OWN,
    "read_own_data": _OWN,
    "read_own_evidence": _OWN,
    "list_sessions": _OWN,
    "list_done_at_desks": _OWN,
    "end_one_session": _OWN_CHANGE,
    "end_sessions": _OWN_CHANGE,
    "change_password": _OWN_CHANGE_ANEW,
    "ask_email_change": _OWN_CHANGE_ANEW,
    "confirm_email_change": _OWN_CHANGE_ANEW,
    "stop_email_change": _ANYBODY,
    "offer_app": _OWN_CHANGE_ANEW,
    "connect_app": _OWN_CHANGE_ANEW,
    "renew_recovery_codes": _OWN_CHANGE_ANEW,
    "ask_new_passkey": _OWN_CHANGE_ANEW,
    "add_passkey": _OWN_CHANGE_ANEW,
    "remove_passkey": _OWN_CHANGE_ANEW,
    "leave_to_link": _OWN_CHANGE_ANEW,
    "leave_on_arrival": _OWN_CHANGE,
    "unlink_outside": _OWN_CHANGE_ANEW,
    "cancel_recovery": _OWN_CHANGE,
    "read_own_security_log": _OWN,
    "list_keys": _OWN,
    "make_key": _OWN_CHANGE_ANEW,
    "revoke_key": _OWN_CHANGE,
    "invite_person": _OWN_CHANGE_ANEW,
    "invite_guest": may_command(Relation.PRINCIPAL, roles=(Role.LEAD,)),
    "speak_code": _DESK,
    "look_up_invitation": _ANYBODY,
    "offer_account": _ANYBODY,
    "accept_invitation": _ANYBODY,
    "list_invitations": _OWN,
    "revoke_invitation_link": _OWN_CHANGE,
    "receive_visitor": _DESK,
    "list_visitors": may_read(Relation.OFFICIAL, Relation.ORGANISER, Relation.REGISTRY),
    "attest_presence": _DESK,
    "recover_at_desk": _DESK,
    "report_bounce": may_command(Relation.ORGANISER, Relation.REGISTRY),
    "list_administrators": _OWN,
    "appoint_administrator": _OWN_CHANGE_ANEW,
    "remove_administrator": _OWN_CHANGE_ANEW,
    "open_recovery": _OWN_CHANGE_ANEW,
    "confirm_recovery": _OWN_CHANGE_ANEW,
    "list_powers": _OWN,
    "record_power": _OWN_CHANGE_ANEW,
    "revoke_power": _OWN_CHANGE_ANEW,
    "read_security_log": _OWN,
    "read_access_log": may_read(Relation.AUDITOR, Relation.REGISTRY),
    "check_access_log": may_read(Relation.AUDITOR, Relation.REGISTRY),
}
