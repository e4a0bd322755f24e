"""A later deadline of the whole deal: proposed by one lead, agreed to by all."""

from __future__ import annotations

from bdd import given
from locked_deal import OPENED, deal_after
from msgspec.structs import replace
from people import DAY, LIN, NOON, ROJAS, WEN
from three_sides import ENGAGED, NOWAK, WISLA_JOINED

from aggregates.deal import DEAL
from aggregates.deal.parties.consent_to_deadline_extension import (
    ConsentToDeadlineExtension,
    consent_to_deadline_extension,
)
from aggregates.deal.parties.events import (
    Clock,
    DeadlineExtended,
    DeadlineExtensionConsented,
    DeadlineExtensionProposed,
    DealExpired,
    DealSuspended,
)
from aggregates.deal.parties.propose_deadline_extension import (
    ProposeDeadlineExtension,
    propose_deadline_extension,
)
from aggregates.vocabulary import Deadline

OLD = OPENED.expires_at
NEW = Deadline(at=OLD.at + 10 * DAY, zone="Asia/Shanghai", calendar="fair")
PROPOSE = ProposeDeadlineExtension(actor=LIN, at=NOON, proposal="later-1", expires_at=NEW)
PROPOSED = DeadlineExtensionProposed(
    at=NOON, proposal="later-1", principal="linghai", by="lin-yue", expires_at=NEW
)
CONSENT = ConsentToDeadlineExtension(actor=ROJAS, at=NOON, proposal="later-1")
ROJAS_CONSENTED = DeadlineExtensionConsented(
    at=NOON, proposal="later-1", principal="andes", by="rojas"
)
NOWAK_CONSENTED = replace(ROJAS_CONSENTED, principal="wisla", by="nowak")
EXTENDED = DeadlineExtended(
    at=NOON, clock=Clock.DEAL, instrument="", by="nowak", previous=OLD, expires_at=NEW
)


def test_a_lead_proposes_a_later_deadline() -> None:
    given(DEAL, *ENGAGED).when(propose_deadline_extension, PROPOSE).then(PROPOSED)


def test_nothing_moves_by_a_proposal() -> None:
    assert deal_after(*ENGAGED, PROPOSED).parties.expires_at == OLD


def test_alone_a_principal_extends_at_once() -> None:
    given(DEAL, OPENED).when(propose_deadline_extension, PROPOSE).then(
        PROPOSED, replace(EXTENDED, by="lin-yue")
    )


def test_proposing_twice_changes_nothing() -> None:
    given(DEAL, *ENGAGED, PROPOSED).when(propose_deadline_extension, PROPOSE).then()


def test_what_is_so_already_is_not_proposed() -> None:
    events = (*ENGAGED, PROPOSED, ROJAS_CONSENTED, NOWAK_CONSENTED, EXTENDED)
    given(DEAL, *events).when(propose_deadline_extension, PROPOSE).then()


def test_a_proposal_does_not_change() -> None:
    command = replace(PROPOSE, expires_at=Deadline(at=NEW.at + DAY))
    given(DEAL, *ENGAGED, PROPOSED).when(propose_deadline_extension, command).then_refused(
        "id_taken", id="later-1"
    )


def test_the_id_of_a_proposal_that_was_agreed_is_used_up() -> None:
    """A consent to the first one that comes late would otherwise count for the second."""
    events = (*ENGAGED, PROPOSED, ROJAS_CONSENTED, NOWAK_CONSENTED, EXTENDED)
    command = replace(PROPOSE, expires_at=Deadline(at=NEW.at + DAY))
    given(DEAL, *events).when(propose_deadline_extension, command).then_refused(
        "id_taken", id="later-1"
    )


def test_another_proposal_takes_its_place() -> None:
    command = replace(PROPOSE, actor=ROJAS, proposal="later-2")
    proposed = replace(PROPOSED, proposal="later-2", principal="andes", by="rojas")
    given(DEAL, *ENGAGED, PROPOSED).when(propose_deadline_extension, command).then(proposed)
    given(DEAL, *ENGAGED, PROPOSED, proposed).when(
        consent_to_deadline_extension, CONSENT
    ).then_refused("unknown_proposal", proposal="later-1")


def test_an_extension_is_later() -> None:
    command = replace(PROPOSE, expires_at=Deadline(at=OLD.at - DAY))
    given(DEAL, *ENGAGED).when(propose_deadline_extension, command).then_refused(
        "not_later", clock="deal", expires_at=OLD.at
    )


def test_a_deadline_is_to_come() -> None:
    command = replace(PROPOSE, expires_at=Deadline(at=NOON))
    given(DEAL, *ENGAGED).when(propose_deadline_extension, command).then_refused(
        "deadline_passed", clock="deal", expired_at=NOON
    )


def test_what_has_expired_is_not_extended() -> None:
    given(DEAL, *ENGAGED).when(
        propose_deadline_extension, replace(PROPOSE, at=OLD.at)
    ).then_refused("deadline_passed", clock="deal", expired_at=OLD.at)


def test_only_a_lead_proposes() -> None:
    given(DEAL, *ENGAGED).when(
        propose_deadline_extension, replace(PROPOSE, actor=WEN)
    ).then_refused("not_lead", person="wen-hao", principal="linghai")


def test_another_lead_consents() -> None:
    given(DEAL, *ENGAGED, PROPOSED).when(consent_to_deadline_extension, CONSENT).then(
        ROJAS_CONSENTED
    )


def test_the_last_consent_moves_the_deadline() -> None:
    events = (*ENGAGED, PROPOSED, ROJAS_CONSENTED)
    given(DEAL, *events).when(consent_to_deadline_extension, replace(CONSENT, actor=NOWAK)).then(
        NOWAK_CONSENTED, EXTENDED
    )
    parties = deal_after(*events, NOWAK_CONSENTED, EXTENDED).parties
    assert (parties.expires_at, parties.extension) == (NEW, None)


def test_consenting_twice_changes_nothing() -> None:
    given(DEAL, *ENGAGED, PROPOSED, ROJAS_CONSENTED).when(
        consent_to_deadline_extension, CONSENT
    ).then()


def test_nobody_consents_to_what_was_not_proposed() -> None:
    given(DEAL, *ENGAGED).when(consent_to_deadline_extension, CONSENT).then_refused(
        "unknown_proposal", proposal="later-1"
    )


def test_a_new_principal_was_not_asked_so_the_proposal_falls() -> None:
    joined = replace(WISLA_JOINED, invitation="invitation-9", by="zaleski")
    other = replace(joined, party=replace(joined.party, id="sahel"))
    assert deal_after(*ENGAGED, PROPOSED, other).parties.extension is None


def test_nobody_consents_while_the_deal_is_suspended() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A complaint.")
    given(DEAL, *ENGAGED, PROPOSED, suspended).when(
        consent_to_deadline_extension, CONSENT
    ).then_refused("suspended", since=NOON)


def test_a_consent_without_a_proposal_changes_nothing() -> None:
    assert deal_after(*ENGAGED, ROJAS_CONSENTED) == deal_after(*ENGAGED)


def test_a_proposal_ends_with_the_deal() -> None:
    expired = DealExpired(at=NOON, clock=Clock.DEAL, by="system")
    assert deal_after(*ENGAGED, PROPOSED, expired).parties.extension is None
