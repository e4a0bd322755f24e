"""Commands on who negotiates, and on the clocks of a whole deal."""

from __future__ import annotations

from aggregates.admission import ADMISSION
from aggregates.deal import DEAL
from aggregates.deal.access.grant_access import GrantAccess, grant_access
from aggregates.deal.access.revoke_access import RevokeAccess, revoke_access
from aggregates.deal.parties.add_participant import AddParticipant, add_participant
from aggregates.deal.parties.consent_to_deadline_extension import (
    ConsentToDeadlineExtension,
    consent_to_deadline_extension,
)
from aggregates.deal.parties.consent_to_reopening import ConsentToReopening, consent_to_reopening
from aggregates.deal.parties.extend_deadline import ExtendDeadline, extend_deadline
from aggregates.deal.parties.invite_party import InviteParty, invite_party
from aggregates.deal.parties.join_deal import JoinDeal, join_deal
from aggregates.deal.parties.open_deal import OpenDeal, open_deal
from aggregates.deal.parties.propose_deadline_extension import (
    ProposeDeadlineExtension,
    propose_deadline_extension,
)
from aggregates.deal.parties.propose_reopening import ProposeReopening, propose_reopening
from aggregates.deal.parties.replace_lead import ReplaceLead, replace_lead
from aggregates.deal.parties.resume_deal import ResumeDeal, resume_deal
from aggregates.deal.parties.revoke_invitation import RevokeInvitation, revoke_invitation
from aggregates.deal.parties.suspend_deal import SuspendDeal, suspend_deal
from aggregates.deal.parties.withdraw_party import WithdrawParty, withdraw_party
from aggregates.edition import EDITION
from aggregates.project import PROJECT
from aggregates.vocabulary import OrganisationId, PersonId
from api.accounts.accounts import Accounts
from api.accounts.sessions import acts_for
from api.contracts.people import Registered
from api.contracts.prepared import Streams
from api.http.asked import Asked
from api.http.commands import command, in_edition
from api.http.kept import kept_in
from api.http.router import Router
from api.refusals import ApiError
from api.storage.operations import Transaction
from ledger.sources import One

router = Router("deals")


def _opening(_: Asked, sent: OpenDeal) -> Streams:
    return (
        One(DEAL, sent.deal),
        One(PROJECT, sent.project),
        One(ADMISSION, sent.actor.organisation),
        One(EDITION, sent.edition),
    )


def _joining(asked: Asked, sent: JoinDeal) -> Streams:
    return One(DEAL, asked.path["deal"]), One(ADMISSION, sent.actor.organisation)


def _registered(asked: Asked, sent: InviteParty | AddParticipant) -> None:
    """Refuse an id that is no organisation's: the registry is another log than the deal's.

    An organisation stays registered for ever, so that nothing can change before the decision.
    """
    Registered(asked.site.installation).organisation(sent.organisation)


def _succession(asked: Asked, sent: ReplaceLead) -> None:
    """Refuse a successor who does not act for the side, and to take over from a lead who does.

    A lead who acts hands over themselves; from one whose post has ended another takes over.

    Raises:
        ApiError: ``person_unlisted``, ``not_a_colleague``, ``lead_acts``.
    """
    accounts, own, deal = asked.site.the(Accounts), asked.who.organisation, asked.path["deal"]
    standing = kept_in(asked.request).deal(asked.site.places.deal(deal), deal).state
    principal = standing.parties.principals.get(own)
    with accounts.operations.transaction() as connection:
        if not acts_for(connection, accounts, sent.lead, own):
            raise ApiError("not_a_colleague", person=sent.lead)
        if principal is None or principal.lead in {asked.who.person, sent.lead}:
            return
        if _still_acts(connection, accounts, principal.lead, own):
            raise ApiError("lead_acts", person=principal.lead)


def _still_acts(
    connection: Transaction, accounts: Accounts, person: PersonId, organisation: OrganisationId
) -> bool:
    """Return whether somebody acts for an organisation; who was erased acts for none."""
    try:
        return acts_for(connection, accounts, person, organisation)
    except ApiError as unlisted:
        if unlisted.code != "person_unlisted":
            raise
        return False


command(
    router,
    open_deal,
    OpenDeal,
    path="/editions/{edition}/deals/open_deal",
    place=in_edition,
    streams=_opening,
    fresh=("deal", "leading"),
    if_match=False,
)
command(router, invite_party, InviteParty, fresh=("invitation",), before=_registered)
command(router, revoke_invitation, RevokeInvitation)
command(router, join_deal, JoinDeal, streams=_joining, if_match=False)  # cites what it accedes to
command(router, add_participant, AddParticipant, before=_registered)
command(router, grant_access, GrantAccess)
command(router, revoke_access, RevokeAccess)
command(router, replace_lead, ReplaceLead, before=_succession)
command(router, withdraw_party, WithdrawParty)
command(router, suspend_deal, SuspendDeal)
command(router, resume_deal, ResumeDeal)
command(router, extend_deadline, ExtendDeadline)
command(router, propose_deadline_extension, ProposeDeadlineExtension, fresh=("proposal",))
command(router, consent_to_deadline_extension, ConsentToDeadlineExtension)
command(router, propose_reopening, ProposeReopening, fresh=("proposal",))
command(router, consent_to_reopening, ConsentToReopening)
