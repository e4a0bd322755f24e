"""Keys outside the server: offered by their owner, certified for a mandate, withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bdd import after, given_states, then_refused
from locked_deal import QUISPE, QUISPES, WENS
from msgspec.structs import replace
from own_keys import CERTIFIED, KEY, OFFERED, WITHDRAWN
from people import LIN, NOON, OFFICIAL, ORGANISER, WEN

from aggregates.keyring import KEYRING
from aggregates.keyring.certify_key import CertifyKey, certify_key
from aggregates.keyring.events import KeyringEvent
from aggregates.keyring.offer_key import OfferKey, offer_key
from aggregates.keyring.state import Keyring, keyring_of
from aggregates.keyring.withdraw_key import WithdrawKey, withdraw_key
from aggregates.mandate.state import Mandate

OFFER = OfferKey(actor=WEN, at=NOON, key=KEY, mandate="mandate-1", proof_sha256="2b" * 32)
CERTIFY = CertifyKey(
    actor=LIN,
    at=NOON,
    organisation="linghai",
    key=KEY,
    mandate="mandate-1",
    certificate_sha256="3c" * 32,
    serial="4711",
    valid_until=CERTIFIED.valid_until,
)
RING = keyring_of("linghai")
WITHDRAW = WithdrawKey(actor=WEN, at=NOON, organisation="linghai", key=KEY, ground="key_compromise")
OTHERS = replace(OFFERED, by="xu")
FOR_APPROVAL = replace(WENS, scope=("approve",))


def keyring(*events: KeyringEvent) -> Keyring:
    return after(KEYRING, *events)


def test_a_key_is_offered_with_its_proof() -> None:
    given_states(keyring(), WENS).when(offer_key, OFFER).then({RING: [OFFERED]})


@pytest.mark.parametrize("before", [(OFFERED,), (OFFERED, CERTIFIED)])
def test_offering_it_again_changes_nothing(before: tuple[KeyringEvent, ...]) -> None:
    given_states(keyring(*before), WENS).when(offer_key, OFFER).then({RING: []})


def test_it_is_offered_for_another_mandate_too() -> None:
    second = replace(WENS, id="mandate-8")
    offer = replace(OFFER, mandate="mandate-8")
    offered = replace(OFFERED, mandate="mandate-8")
    given_states(keyring(OFFERED), second).when(offer_key, offer).then({RING: [offered]})


@pytest.mark.parametrize(
    ("before", "code"), [((OTHERS,), "key_of_another"), ((OFFERED, WITHDRAWN), "key_withdrawn")]
)
def test_a_key_of_somebody_else_or_a_withdrawn_one_is_not_offered(
    before: tuple[KeyringEvent, ...], code: str
) -> None:
    given_states(keyring(*before), WENS).when(offer_key, OFFER).then_refused(code, key=KEY)


def test_an_unknown_mandate_is_no_ground_for_a_key() -> None:
    given_states(keyring(), Mandate()).when(offer_key, OFFER).then_refused(
        "mandate_unknown", mandate="mandate-1"
    )


def test_the_mandate_must_be_ones_own() -> None:
    given_states(keyring(), QUISPES).when(offer_key, OFFER).then_refused(
        "mandate_not_yours", mandate="mandate-2", organisation="linghai", person="wen-hao"
    )


def test_the_mandate_must_let_sign() -> None:
    given_states(keyring(), FOR_APPROVAL).when(offer_key, OFFER).then_refused(
        "mandate_wrong_scope", mandate="mandate-1", scope="sign"
    )


def test_digests_are_digests() -> None:
    offer = replace(OFFER, proof_sha256="proof")
    given_states(keyring(), WENS).when(offer_key, offer).then_refused(
        "sha256_malformed", field="proof_sha256", value="proof"
    )


def test_somebody_else_of_the_organisation_confirms() -> None:
    given_states(keyring(OFFERED), WENS).when(certify_key, CERTIFY).then({RING: [CERTIFIED]})


def test_an_office_may_confirm() -> None:
    by_office = replace(CERTIFY, actor=OFFICIAL)
    certified = replace(CERTIFIED, by="he-jing")
    given_states(keyring(OFFERED), WENS).when(certify_key, by_office).then({RING: [certified]})


def test_a_certificate_that_counts_is_not_made_anew() -> None:
    ring = keyring(OFFERED, CERTIFIED)
    given_states(ring, WENS).when(certify_key, CERTIFY).then({RING: []})


def test_a_certificate_that_is_over_is_made_anew() -> None:
    ring = keyring(OFFERED, replace(CERTIFIED, valid_until=NOON))
    given_states(ring, WENS).when(certify_key, CERTIFY).then({RING: [CERTIFIED]})


def test_nobody_confirms_their_own_key() -> None:
    own = replace(CERTIFY, actor=WEN)
    given_states(keyring(OFFERED), WENS).when(certify_key, own).then_refused(
        "four_eyes", person="wen-hao"
    )


@pytest.mark.parametrize(("actor", "role"), [(QUISPE, "signatory"), (ORGANISER, "organiser")])
def test_others_confirm_nothing_and_withdraw_nothing(actor: object, role: str) -> None:
    facts = {"role": role, "allowed": ("official", "registry")}
    certify = replace(CERTIFY, actor=actor)
    given_states(keyring(OFFERED), WENS).when(certify_key, certify).then_refused(
        "role_not_allowed", **facts
    )
    withdraw = replace(WITHDRAW, actor=actor)
    then_refused(lambda: withdraw_key(keyring(OFFERED), withdraw), "role_not_allowed", **facts)


@pytest.mark.parametrize("before", [(), (replace(OFFERED, mandate="mandate-8"),)])
def test_what_was_not_offered_is_not_certified(before: tuple[KeyringEvent, ...]) -> None:
    given_states(keyring(*before), WENS).when(certify_key, CERTIFY).then_refused(
        "key_not_offered", key=KEY, mandate="mandate-1"
    )


def test_a_withdrawn_key_is_not_certified() -> None:
    given_states(keyring(OFFERED, WITHDRAWN), WENS).when(certify_key, CERTIFY).then_refused(
        "key_withdrawn", key=KEY
    )


def test_a_revoked_mandate_certifies_nothing() -> None:
    revoked = replace(WENS, revoked_at=NOON)
    given_states(keyring(OFFERED), revoked).when(certify_key, CERTIFY).then_refused(
        "mandate_revoked", mandate="mandate-1"
    )


def test_a_key_is_withdrawn_once() -> None:
    assert withdraw_key(keyring(OFFERED), WITHDRAW) == [WITHDRAWN]
    assert withdraw_key(keyring(OFFERED, WITHDRAWN), WITHDRAW) == []


def test_the_registry_s_office_withdraws_too() -> None:
    by_office = replace(WITHDRAW, actor=OFFICIAL)
    assert withdraw_key(keyring(OFFERED), by_office) == [replace(WITHDRAWN, by="he-jing")]


def test_an_unknown_key_is_not_withdrawn() -> None:
    then_refused(lambda: withdraw_key(keyring(), WITHDRAW), "unknown_key", key=KEY)


def test_who_signs_needs_a_certificate_that_counts() -> None:
    certified = keyring(OFFERED, CERTIFIED)
    assert certified.require_certified(KEY, "wen-hao", "mandate-1", NOON) == CERTIFIED
    for ring, person, mandate in (
        (keyring(), "wen-hao", "mandate-1"),
        (certified, "xu", "mandate-1"),
        (certified, "wen-hao", "mandate-8"),
    ):
        then_refused(
            lambda r=ring, p=person, m=mandate: r.require_certified(KEY, p, m, NOON),
            "key_not_certified",
            key=KEY,
            mandate=mandate,
        )


def test_a_certificate_counts_until_it_is_over_or_the_key_withdrawn() -> None:
    ring, over = keyring(OFFERED, CERTIFIED), CERTIFIED.valid_until
    last = over - timedelta(seconds=1)
    assert ring.require_certified(KEY, "wen-hao", "mandate-1", last) == CERTIFIED
    then_refused(
        lambda: ring.require_certified(KEY, "wen-hao", "mandate-1", over),
        "key_certificate_over",
        key=KEY,
        valid_until=over,
    )
    gone = keyring(OFFERED, CERTIFIED, WITHDRAWN)
    then_refused(
        lambda: gone.require_certified(KEY, "wen-hao", "mandate-1", NOON), "key_withdrawn", key=KEY
    )
