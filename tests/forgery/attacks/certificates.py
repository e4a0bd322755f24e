"""Signatures by somebody who was not, or was no longer, who they say they are."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from forgery.attack import only
from forgery.attacks.signers import ANDES
from forgery.people import Made, authority, below, evil_twin, made
from forgery.scene import MINUTE, Scene
from registries import DAY, newest_list

from aggregates.vocabulary import SeatRole
from signing.cms.identity import Identity
from signing.pki.issue import Issuer
from signing.pki.profile import assisted, enrolled
from signing.pki.revocation import Revocation, revocation_list
from signing.registry.office import Service
from signing.registry.trust import trust_policy
from signing.verify.case import Case

SHORT, LONG = assisted(SeatRole.SIGNATORY), enrolled(SeatRole.SIGNATORY)


def signed_by(scene: Scene, identity: Identity) -> bytes:
    """Return the file in which ``identity`` signed for Andes, and everybody else as they should."""
    return scene.from_then_on(scene.sign(scene.revisions[ANDES - 1], "andes", identity), "andes")


@only("paths", "issuer_unknown")
def evil_twins(scene: Scene) -> bytes:
    """All is signed by a registry that has the same names, and keys of its own."""
    with evil_twin(scene.at) as registry:
        return Scene(registry, scene.at).good


@only("paths", "issuer_unknown")
def evil_twin_of_one(scene: Scene) -> bytes:
    """One signs by a certificate of a registry that has the same names, and keys of its own."""
    with evil_twin(scene.at) as registry:
        return signed_by(scene, registry.assist(scene.signer("andes"), scene.when("andes")))


@only("paths", "issuer_unknown")
def issued_by_the_root(scene: Scene) -> bytes:
    """A signer's certificate was issued by the root itself."""
    root = authority(scene.registry, Service.ROOT)
    return signed_by(scene, made(scene, "andes", Made(by=root)))


@only("paths", "issuer_unknown")
def issued_below(scene: Scene) -> bytes:
    """A signer's certificate was issued by an authority below the issuing one."""
    sub = below(scene, authority(scene.registry, Service.ISSUING))
    return signed_by(scene, made(scene, "andes", Made(by=sub)))


@only("paths", "issuer_unknown")
def issued_by_a_signer(scene: Scene) -> bytes:
    """A signer's certificate was issued by another signer."""
    key = ec.generate_private_key(ec.SECP256R1())
    other = made(scene, "linghai-1", Made(key=key, profile=LONG)).certificate
    return signed_by(scene, made(scene, "andes", Made(by=Issuer("signer", other, key))))


@only("paths", "certificate_not_valid")
def expired(scene: Scene) -> bytes:
    """A signer's certificate had expired a minute before."""
    brief = msgspec.structs.replace(SHORT, lifetime=MINUTE * 3)
    return signed_by(scene, made(scene, "andes", Made(profile=brief, at=scene.at)))


@only("paths", "certificate_not_valid")
def not_yet_valid(scene: Scene) -> bytes:
    """A signer's certificate was issued an hour later."""
    return signed_by(scene, made(scene, "andes", Made(at=scene.at + timedelta(hours=1))))


def revoked(scene: Scene, revocation: Revocation, identity: Identity) -> Case:
    """Return the file that ``identity`` signed, to be judged by who knows of ``revocation``."""
    trust = trust_policy(scene.registry, [revocation], scene.at + DAY)
    return scene.case(signed_by(scene, identity), trust)


@only("paths", "certificate_revoked")
def revoked_before(scene: Scene) -> Case:
    """A signer's certificate had been revoked a minute before."""
    identity = made(scene, "andes", Made(profile=LONG))
    revocation = Revocation(
        serial=identity.certificate.serial,
        at=scene.when("andes") - MINUTE,
        reason="privilege_withdrawn",
    )
    return revoked(scene, revocation, identity)


@only("paths", "certificate_revoked")
def stolen_before(scene: Scene) -> Case:
    """A signer's certificate was revoked later, for a key that was stolen before."""
    identity = made(scene, "andes", Made(profile=LONG))
    revocation = Revocation(
        serial=identity.certificate.serial,
        at=scene.when("andes") + DAY / 2,
        reason="key_compromise",
        invalid_since=scene.when("andes") - MINUTE,
    )
    return revoked(scene, revocation, identity)


@only("paths", "certificate_revoked")
def short_and_revoked(scene: Scene) -> Case:
    """A certificate of fifteen minutes was revoked within them, before it was used."""
    identity = made(scene, "andes", Made())
    revocation = Revocation(
        serial=identity.certificate.serial, at=scene.when("andes"), reason="key_compromise"
    )
    return revoked(scene, revocation, identity)


@only("paths", "certificate_revoked")
def authority_revoked(scene: Scene) -> Case:
    """The issuing authority itself had been revoked by the root."""
    root = authority(scene.registry, Service.ROOT)
    issuing = scene.registry.certificate(Service.ISSUING)
    revocation = Revocation(serial=issuing.serial, at=scene.at, reason="ca_compromise")
    crl = revocation_list(root, [revocation], scene.at + DAY, DAY)
    return _with_lists(scene, crl, scene.trust.crls[1])


@only("paths", "revocation_unknown")
def no_list(scene: Scene) -> Case:
    """Nothing tells what the issuing authority revoked."""
    return _with_lists(scene, scene.trust.crls[0])


@only("paths", "revocation_unknown")
def stale_list(scene: Scene) -> Case:
    """The newest list of the issuing authority ran out before anybody signed."""
    issuing = authority(scene.registry, Service.ISSUING)
    stale = revocation_list(issuing, [], scene.at - DAY, DAY)
    return _with_lists(scene, scene.trust.crls[0], stale)


@only("paths", "revocation_unknown")
def list_of_a_twin(scene: Scene) -> Case:
    """The list of revoked certificates is by an authority of the same name."""
    with evil_twin(scene.at) as registry:
        return _with_lists(scene, scene.trust.crls[0], newest_list(registry, [], scene.at + DAY))


@only("paths", "revocation_unknown")
def list_of_some(scene: Scene) -> Case:
    """The list of revoked certificates is of authorities only, and says so."""
    issuing = authority(scene.registry, Service.ISSUING)
    only_authorities = x509.IssuingDistributionPoint(
        full_name=None,
        relative_name=None,
        only_contains_user_certs=False,
        only_contains_ca_certs=True,
        only_some_reasons=None,
        indirect_crl=False,
        only_contains_attribute_certs=False,
    )
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuing.certificate.x509.subject)
        .last_update(scene.at)
        .next_update(scene.at + DAY)
        .add_extension(only_authorities, critical=True)
    )
    crl = builder.sign(issuing.key, hashes.SHA256())
    der = crl.public_bytes(serialization.Encoding.DER)
    return _with_lists(scene, scene.trust.crls[0], der)


@only("paths", "revocation_unknown")
def long_short_term(scene: Scene) -> Case:
    """A certificate says to be too short for revocation, is valid for a day, and no list tells."""
    lasting = msgspec.structs.replace(SHORT, lifetime=DAY)
    signed = signed_by(scene, made(scene, "andes", Made(profile=lasting)))
    early = trust_policy(scene.registry, [], scene.at - 7 * DAY + 2 * MINUTE)
    return scene.case(signed, early)


def _with_lists(scene: Scene, *crls: bytes) -> Case:
    return scene.case(scene.good, msgspec.structs.replace(scene.trust, crls=crls))
