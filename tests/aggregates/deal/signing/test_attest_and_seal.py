"""Witness, notary, official and seal, in this order and after the principals."""

from __future__ import annotations

from bdd import then_refused
from locked_deal import (
    AGREED,
    ANDESS,
    LEAL,
    OFFICE,
    SEATS,
    TAN,
    TERMS,
    WITNESS,
    attestation,
    deal_after,
    pdf,
    revision,
)
from msgspec import json
from msgspec.structs import replace
from people import CLERK, LIN, NOON, OFFICIAL, REGISTRAR
from signing_deal import IN_SIGNING, QUISPE_SIGNED, SIGNING_OPENED, WEN_SIGNED

from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import DealSuspended
from aggregates.deal.signing.attest import Attest, notarise, official_sign, witness
from aggregates.deal.signing.describe import describe_signing
from aggregates.deal.signing.events import (
    AgreementSealed,
    ArchiveRenewed,
    DetachedSignature,
    InstrumentExecuted,
    Notarised,
    OfficialSigned,
    Witnessed,
)
from aggregates.deal.signing.renew_archive import RenewArchive, renew_archive
from aggregates.deal.signing.seal_agreement import SealAgreement, seal_agreement
from aggregates.deal.telling import DealTelling
from aggregates.vocabulary import SYSTEM, Actor, Role, Seat, Sitter


def signed(*seats: Seat) -> tuple[DealEvent, ...]:
    """Return the way to the executed agreement with ``seats``."""
    return (*AGREED, replace(SIGNING_OPENED, seats=seats), WEN_SIGNED, QUISPE_SIGNED, EXECUTED)


CONSENT = attestation("witness", 3).consent
EXECUTED = InstrumentExecuted(
    at=NOON, instrument="agreement-1", terms_sha256=TERMS, pdf_sha256=pdf(3)
)
SIGNED = (*IN_SIGNING, WEN_SIGNED, QUISPE_SIGNED, EXECUTED)
TAN_WITNESSES = Attest(
    actor=TAN, at=NOON, instrument="agreement-1", attestation=attestation("witness", 3)
)
WITNESSED = Witnessed(
    at=NOON,
    instrument="agreement-1",
    field="witness",
    office="notaries",
    by="tan",
    revision=revision(3),
    certificate_sha256="ce" * 32,
    consent=CONSENT,
)
LEAL_NOTARISES = replace(TAN_WITNESSES, actor=LEAL, attestation=attestation("notary", 4))
NOTARISED = Notarised(
    at=NOON,
    instrument="agreement-1",
    field="notary",
    office="chamber",
    by="leal",
    revision=revision(4),
    certificate_sha256="ce" * 32,
    consent=CONSENT,
)
HE_SIGNS = replace(TAN_WITNESSES, actor=OFFICIAL, attestation=attestation("official", 5))
OFFICIALLY = OfficialSigned(
    at=NOON,
    instrument="agreement-1",
    field="official",
    office="bureau",
    by="he-jing",
    revision=revision(5),
    certificate_sha256="ce" * 32,
    consent=CONSENT,
)
ALL = (*SIGNED, WITNESSED, NOTARISED, OFFICIALLY)
SEAL = SealAgreement(
    actor=REGISTRAR, at=NOON, instrument="agreement-1", revision=revision(6), level="B-T"
)
SEALED = AgreementSealed(
    at=NOON,
    instrument="agreement-1",
    terms_sha256=TERMS,
    revision=revision(6),
    level="B-T",
    by="okafor",
)


RENEW = RenewArchive(actor=REGISTRAR, at=NOON, instrument="agreement-1", revision=revision(7))
RENEWED = ArchiveRenewed(
    at=NOON, instrument="agreement-1", terms_sha256=TERMS, revision=revision(7), by="okafor"
)


def test_each_attests_in_turn() -> None:
    assert witness(deal_after(*SIGNED), TAN_WITNESSES) == [WITNESSED]
    assert notarise(deal_after(*SIGNED, WITNESSED), LEAL_NOTARISES) == [NOTARISED]
    assert official_sign(deal_after(*SIGNED, WITNESSED, NOTARISED), HE_SIGNS) == [OFFICIALLY]


def test_attesting_twice_changes_nothing() -> None:
    assert not witness(deal_after(*SIGNED, WITNESSED), TAN_WITNESSES)
    assert not official_sign(deal_after(*ALL, SEALED), HE_SIGNS)


def test_nobody_attests_before_the_principals_have_signed() -> None:
    deal = deal_after(*IN_SIGNING, WEN_SIGNED)
    then_refused(lambda: witness(deal, TAN_WITNESSES), "not_executed", progress="signing")


def test_the_official_waits_for_witness_and_notary() -> None:
    early = replace(HE_SIGNS, attestation=attestation("official", 3))
    then_refused(
        lambda: official_sign(deal_after(*SIGNED), early),
        "not_your_turn",
        field="official",
        awaited="witness",
    )


def test_a_seat_belongs_to_a_role_and_an_office() -> None:
    deal = deal_after(*SIGNED)
    wrong_role = replace(TAN_WITNESSES, actor=LEAL)
    then_refused(
        lambda: notarise(deal, wrong_role), "wrong_seat", field="witness", organisation="chamber"
    )
    unknown = replace(TAN_WITNESSES, attestation=attestation("nowhere", 3))
    then_refused(lambda: witness(deal, unknown), "unknown_field", field="nowhere")
    then_refused(
        lambda: witness(deal, replace(TAN_WITNESSES, actor=LIN)),
        "role_not_allowed",
        role="lead",
        allowed=("witness",),
    )


def test_a_colleague_does_not_sign_a_signed_seat() -> None:
    late = replace(HE_SIGNS, actor=CLERK, attestation=attestation("official", 6))
    then_refused(lambda: official_sign(deal_after(*ALL), late), "seat_taken", field="official")


def test_a_signatory_does_not_witness() -> None:
    wen = Actor(person="wen-hao", organisation="notaries", role=Role.WITNESS)
    command = replace(TAN_WITNESSES, actor=wen)
    then_refused(lambda: witness(deal_after(*SIGNED), command), "party_attests", person="wen-hao")


def test_who_may_sign_for_a_party_does_not_witness() -> None:
    nunez = Sitter(person="nunez", mandate="mandate-3")
    optional = replace(ANDESS, field="andes-2", number=2, required=False, sitters=(nunez,))
    deal = deal_after(*signed(*SEATS, optional))
    tan = replace(TAN_WITNESSES, actor=replace(TAN, person="nunez"))
    then_refused(lambda: witness(deal, tan), "party_attests", person="nunez")


def test_two_witnesses_are_two_people() -> None:
    second = replace(WITNESS, field="witness-2", number=2)
    deal = deal_after(*signed(*SEATS, second), WITNESSED)
    again = replace(TAN_WITNESSES, attestation=attestation("witness-2", 4))
    then_refused(lambda: witness(deal, again), "signed_already", field="witness", person="tan")


def test_nothing_is_attested_once_the_official_has_locked_every_field() -> None:
    optional = (*SEATS[:3], replace(WITNESS, required=False), OFFICE)
    closed = replace(OFFICIALLY, revision=revision(3))
    deal = deal_after(*signed(*optional), closed)
    late = replace(TAN_WITNESSES, attestation=attestation("witness", 4))
    then_refused(lambda: witness(deal, late), "fields_locked", field="official")


def test_while_the_deal_is_suspended_nothing_is_attested_or_sealed() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A court asked for it.")
    deal = deal_after(*SIGNED, suspended)
    then_refused(lambda: witness(deal, TAN_WITNESSES), "suspended", since=NOON)
    then_refused(lambda: seal_agreement(deal, SEAL), "suspended", since=NOON)


def test_an_attestation_is_upon_the_newest_revision() -> None:
    stale = replace(TAN_WITNESSES, attestation=attestation("witness", 2))
    then_refused(
        lambda: witness(deal_after(*SIGNED), stale), "revision_moved", cited=pdf(2), newest=pdf(3)
    )


def test_the_registry_seals_after_every_signature() -> None:
    assert seal_agreement(deal_after(*ALL), SEAL) == [SEALED]


def test_the_last_revision_may_be_sealed_as_it_is() -> None:
    as_it_is = replace(revision(6), pdf_sha256=pdf(6))
    assert seal_agreement(deal_after(*ALL), replace(SEAL, revision=as_it_is)) == [
        replace(SEALED, revision=as_it_is)
    ]


def test_sealing_twice_changes_nothing() -> None:
    assert not seal_agreement(deal_after(*ALL, SEALED), SEAL)


def test_a_sealed_file_is_neither_sealed_nor_attested_anew() -> None:
    sealed = deal_after(*ALL, SEALED)
    again = replace(SEAL, revision=revision(7))
    then_refused(
        lambda: seal_agreement(sealed, again), "revision_moved", cited=pdf(7), newest=pdf(7)
    )
    unsigned = deal_after(*SIGNED, SEALED)
    then_refused(
        lambda: witness(unsigned, TAN_WITNESSES), "sealed_already", instrument="agreement-1"
    )


def test_empty_seats_are_not_sealed() -> None:
    deal = deal_after(*SIGNED, WITNESSED)
    then_refused(lambda: seal_agreement(deal, SEAL), "seats_empty", fields=("notary", "official"))


def test_only_the_registry_seals_and_only_this_base() -> None:
    deal = deal_after(*ALL)
    then_refused(
        lambda: seal_agreement(deal, replace(SEAL, actor=OFFICIAL)),
        "role_not_allowed",
        role="official",
        allowed=("registry",),
    )
    other = replace(SEAL, revision=replace(revision(6), base_pdf_sha256="55" * 32))
    then_refused(lambda: seal_agreement(deal, other), "other_base", cited="55" * 32)
    stale = replace(SEAL, revision=revision(5))
    then_refused(lambda: seal_agreement(deal, stale), "revision_moved", cited=pdf(5), newest=pdf(6))
    then_refused(
        lambda: seal_agreement(deal, replace(SEAL, level="B-X")), "unknown_level", level="B-X"
    )


def test_what_is_not_executed_is_not_sealed() -> None:
    deal = deal_after(*IN_SIGNING)
    then_refused(lambda: seal_agreement(deal, SEAL), "not_executed", progress="signing")


def test_a_sealed_file_is_archived_anew_whatever_became_of_the_deal() -> None:
    sealed = deal_after(*ALL, SEALED)
    assert renew_archive(sealed, RENEW) == [RENEWED]
    suspended = replace(sealed, parties=replace(sealed.parties, suspended_at=NOON))
    assert renew_archive(suspended, RENEW) == [RENEWED]
    assert not renew_archive(deal_after(*ALL, SEALED, RENEWED), RENEW)


def test_the_registry_archives_anew_what_is_sealed_and_newest() -> None:
    sealed = deal_after(*ALL, SEALED)
    then_refused(
        lambda: renew_archive(deal_after(*ALL), RENEW), "not_sealed", instrument="agreement-1"
    )
    stale = replace(RENEW, revision=replace(revision(7), previous_pdf_sha256=pdf(4)))
    then_refused(
        lambda: renew_archive(sealed, stale), "revision_moved", cited=pdf(4), newest=pdf(7)
    )
    other = replace(RENEW, revision=replace(revision(7), base_pdf_sha256=pdf(4)))
    then_refused(lambda: renew_archive(sealed, other), "other_base", cited=pdf(4))
    by_lead = replace(RENEW, actor=LIN)
    then_refused(
        lambda: renew_archive(sealed, by_lead),
        "role_not_allowed",
        role="lead",
        allowed=("registry",),
    )


def test_a_seal_that_nobody_asked_for_is_told_as_the_registry_s() -> None:
    of_itself = replace(SEALED, by=SYSTEM)
    told = describe_signing(of_itself, DealTelling("en", {}))
    assert told.startswith("The registry sealed and archived ")
    assert describe_signing(of_itself, DealTelling("zh", {})).startswith("登记处已为")
    assert not describe_signing(SEALED, DealTelling("en", {})).startswith("The registry")


def test_the_signature_over_the_terms_besides_stays_with_the_signing() -> None:
    detached = DetachedSignature(
        algorithm="ML-DSA-65", context="counterseal/terms/v1", key=b"key", value=b"value"
    )
    signed = replace(SEALED, detached=detached)
    assert seal_agreement(deal_after(*ALL), replace(SEAL, detached=detached)) == [signed]
    for events in ((*ALL, signed), (*ALL, signed, RENEWED)):
        signing = deal_after(*events).instruments["agreement-1"].signing
        assert signing is not None
        assert signing.detached == detached


def test_a_seal_without_one_is_written_as_before() -> None:
    assert b"detached" not in json.encode(SEALED)
