"""The terms are signed besides by an algorithm that outlives the others, and by one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey
from msgspec.structs import replace
from registries import NOON, OFFICE, opened

from aggregates.deal.signing.events import DetachedSignature
from signing.detached.algorithms import ML_DSA_65
from signing.detached.terms import CONTEXT, check_terms, sign_terms
from signing.errors import SignatureError
from signing.registry.detaching import detached_key, detached_over
from signing.registry.places import KeyFiles
from signing.registry.registry import Registry
from signing.registry.trust import trust_policy
from signing.trust import DetachedKey, read_trust, trust_bytes

TERMS, OTHERS = "ab" * 32, "cd" * 32


def refused(detached: DetachedSignature, terms: str, *trusted: DetachedKey) -> str:
    """Return the code with which it is refused."""
    with pytest.raises(SignatureError) as wrong:
        check_terms(detached, terms, trusted)
    return wrong.value.code


def test_the_registry_signs_a_digest_by_ml_dsa_65(registry: Registry) -> None:
    detached = detached_over(registry, TERMS)
    assert (detached.algorithm, detached.context) == (ML_DSA_65, CONTEXT)
    assert (len(detached.key), len(detached.value)) == (1952, 3309)
    check_terms(detached, TERMS, [detached_key(registry)])


def test_it_is_over_these_terms_and_no_others(registry: Registry) -> None:
    detached, key = detached_over(registry, TERMS), detached_key(registry)
    assert refused(detached, OTHERS, key) == "detached_wrong"
    assert refused(replace(detached, value=bytes(3309)), TERMS, key) == "detached_wrong"


def test_the_same_key_in_another_context_signs_no_terms() -> None:
    private = MLDSA65PrivateKey.generate()
    signed = private.sign(bytes.fromhex(TERMS), b"something else")
    detached = replace(sign_terms(private, TERMS), value=signed)
    key = DetachedKey(algorithm=ML_DSA_65, key=detached.key)
    assert refused(detached, TERMS, key) == "detached_wrong"


def test_a_key_that_nobody_trusts_counts_for_nothing(registry: Registry) -> None:
    stranger = sign_terms(MLDSA65PrivateKey.generate(), TERMS)
    assert refused(stranger, TERMS, detached_key(registry)) == "detached_untrusted"


def test_octets_that_are_no_key_sign_nothing(registry: Registry) -> None:
    broken = replace(detached_over(registry, TERMS), key=b"no key")
    key = DetachedKey(algorithm=ML_DSA_65, key=b"no key")
    assert refused(broken, TERMS, key) == "detached_wrong"


@pytest.mark.parametrize("changes", [{"algorithm": "ML-DSA-99"}, {"context": "another"}])
def test_what_is_not_known_is_said_to_be(registry: Registry, changes: dict[str, str]) -> None:
    detached = replace(detached_over(registry, TERMS), **changes)
    assert refused(detached, TERMS, detached_key(registry)) == "detached_unknown"


def test_the_key_is_made_once_and_lies_in_an_envelope(tmp_path: Path) -> None:
    registry = opened(tmp_path)
    assert detached_key(opened(tmp_path)) == detached_key(registry)
    place = KeyFiles(kek=bytes(32), owner=OFFICE.identifier)
    with pytest.raises(SignatureError, match="key_not_opened"):
        detached_key(Registry(tmp_path, place, {}, OFFICE, ""))


def test_a_trust_policy_names_the_key_and_one_of_before_is_read_as_it_was(
    registry: Registry,
) -> None:
    trust = trust_policy(registry, (), NOON)
    assert trust.detached_keys == (detached_key(registry),)
    assert read_trust(trust_bytes(trust)) == trust
    before = replace(trust, detached_keys=())
    assert b"detached" not in trust_bytes(before)
    assert read_trust(trust_bytes(before)) == before
