"""Join a deal by invitation, as a principal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aggregates.admission.state import Admission
from aggregates.aggregate import EventsByStream
from aggregates.authority import check_acts_for, check_role
from aggregates.deal.change import falling
from aggregates.deal.guards import BEFORE_SIGNING, require_new_lead, require_open
from aggregates.deal.parties.events import InstrumentAcceded, PartyJoined
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, Kind, Party, Role, Sha256

ACCEDED_TO = frozenset({Kind.LETTER_OF_INTENT, Kind.NDA})
"""What a joiner must consent to before it counts: the executed letter, and each executed NDA."""


class JoinDeal(Command, frozen=True, kw_only=True):
    """The actor joins for the actor's organisation, and leads for it.

    ``accede`` cites, by its terms digest, each executed letter of intent and NDA.
    """

    invitation: str
    accede: Mapping[InstrumentId, Sha256] = {}


def join_deal(deal: Deal, admission: Admission, command: JoinDeal) -> EventsByStream:
    """Accede to what the others had executed, then join; the party set is another from here on.

    So every acceptance, lock, approval and running signing falls, the letter's included.

    Raises:
        RuleError: ``role_not_allowed``, ``not_admitted``, ``not_your_organisation``,
            ``wrong_stage``, ``suspended``, ``deadline_passed``, ``principal_already``,
            ``not_invited``, ``too_many_principals``, ``leads_another_side``, ``must_accede``,
            ``nothing_to_accede_to``.
    """
    check_role(command.actor, Role.LEAD)
    party = _admitted(admission, command)
    require_open(deal, command.at, BEFORE_SIGNING)
    if _joined_already(deal, party, command):
        return {}
    _require_invited(deal, party, command.invitation)
    require_new_lead(deal, party.id, command.actor.person)
    acceded = list(_accessions(deal, command))
    joined = PartyJoined(
        at=command.at,
        invitation=command.invitation,
        party=party,
        by=command.actor.person,
        voids=falling(deal),
    )
    return {deal.id: [*acceded, joined]}


def _admitted(admission: Admission, command: JoinDeal) -> Party:
    party = admission.party
    if party is None:
        raise RuleError("not_admitted", organisation=command.actor.organisation)
    check_acts_for(command.actor, party.id)
    return party


def _joined_already(deal: Deal, party: Party, command: JoinDeal) -> bool:
    principal = deal.parties.principals.get(party.id)
    if principal is None:
        return False
    if principal.lead != command.actor.person:
        raise RuleError("principal_already", organisation=party.id)
    return True


def _require_invited(deal: Deal, party: Party, invitation: str) -> None:
    if deal.parties.invitations.get(invitation) != party.id:
        raise RuleError("not_invited", organisation=party.id, invitation=invitation)
    if len(deal.parties.principals) >= deal.policy.principals_max:
        raise RuleError("too_many_principals", most=deal.policy.principals_max)


def _accessions(deal: Deal, command: JoinDeal) -> Iterator[InstrumentAcceded]:
    executed = {i.id: i for i in deal.instruments.values() if _is_acceded_to(i)}
    for other in sorted(set(command.accede) - set(executed)):
        raise RuleError("nothing_to_accede_to", instrument=other)
    for key, instrument in sorted(executed.items()):
        if command.accede.get(key) != instrument.executed_sha256:
            raise RuleError("must_accede", instrument=key, terms_sha256=instrument.executed_sha256)
        yield InstrumentAcceded(
            at=command.at,
            instrument=key,
            principal=command.actor.organisation,
            by=command.actor.person,
            terms_sha256=instrument.executed_sha256,
        )


def _is_acceded_to(instrument: Instrument) -> bool:
    return instrument.kind in ACCEDED_TO and instrument.progress is Progress.EXECUTED
