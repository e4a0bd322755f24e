"""Signatures with keys, certificates and messages that are not for signing documents."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_ec
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from forgery.attack import Attack, only, stopped_by
from forgery.attacks.certificates import LONG, SHORT, signed_by
from forgery.attacks.signers import ANDES, signed_with
from forgery.messages import spelled
from forgery.pen import Trick
from forgery.people import Key, Made, made
from forgery.scene import Scene
from registries import NOON

from aggregates.vocabulary import Money, SeatRole
from signing.cms.algorithms import ECDSA_WITH_SHA256, RSA_WITH_SHA256
from signing.cms.attributes import DATA, attribute
from signing.cms.signed_data import signed_data
from signing.der import read, write
from signing.pki import oids
from signing.pki.profile import assisted
from signing.verify.case import Case

CLOSING = assisted(SeatRole.OFFICIAL)


def _unfit(about: str, **changes: object) -> Attack:
    profile = msgspec.structs.replace(SHORT, **changes)
    return Attack(
        about=f"A signer's certificate {about}",
        step="signatures",
        code="purpose_wrong",
        alone=True,
        forge=lambda scene: signed_by(scene, made(scene, "andes", Made(profile=profile))),
    )


UNFIT = (
    _unfit("is not for non-repudiation", usage=("digital_signature",)),
    _unfit("is for encryption", usage=("key_encipherment",)),
    _unfit("is that of an authority", subordinates=0),
    _unfit("may sign certificates", usage=("content_commitment", "key_cert_sign")),
    _unfit("may sign lists of revoked ones", usage=("content_commitment", "crl_sign")),
    _unfit("states no purpose", purposes=()),
    _unfit("is for servers", purposes=("1.3.6.1.5.5.7.3.1",)),
    _unfit("is for mail only", purposes=(oids.EMAIL_PROTECTION,)),
    _unfit("has something critical that is not known", purposes_critical=True),
)


def _unaccepted(about: str, key: Callable[[], Key], algorithm: bytes) -> Attack:
    trick = Trick(write=lambda signature: spelled(signature, algorithm))

    def forge(scene: Scene) -> bytes:
        identity = made(scene, "official", Made(profile=CLOSING, key=key()))
        return scene.sign(scene.revisions[-2], "official", identity, trick)

    return Attack(
        about=f"A signature is by {about}",
        step="seats",
        code="key_unusable",
        alone=False,
        forge=forge,
    )


ED25519 = write.sequence(write.oid("1.3.101.112"))
UNACCEPTED = (
    _unaccepted("RSA of 1,024 bits", partial(generate_rsa, 65537, 1024), RSA_WITH_SHA256),
    _unaccepted("RSA of 2,048 bits", partial(generate_rsa, 65537, 2048), RSA_WITH_SHA256),
    _unaccepted("ECDSA on P-384", partial(generate_ec, ec.SECP384R1()), ECDSA_WITH_SHA256),
    _unaccepted("Ed25519", ed25519.Ed25519PrivateKey.generate, ED25519),
)


@stopped_by("seats", "message_unreadable")
def sha1(scene: Scene) -> bytes:
    """A signature is over a SHA-1 digest, and says so."""
    digest = write.sequence(write.oid("1.3.14.3.2.26"))
    trick = Trick(
        hashing="sha1", write=lambda signature: spelled(signature, ECDSA_WITH_SHA256, digest)
    )
    return scene.sign(scene.revisions[-2], "official", trick=trick)


@only("signatures", "digest_wrong")
def sha1_unsaid(scene: Scene) -> bytes:
    """A signature is over a SHA-1 digest, and says that it is SHA-256."""
    return signed_with(scene, Trick(hashing="sha1"))


@only("signatures", "algorithm_refused")
def weaker_than_asked(scene: Scene) -> Case:
    """A signature is by P-256, and the trust policy asks for P-384."""
    rules = msgspec.structs.replace(scene.trust.rules, curves=("secp384r1",))
    return scene.case(scene.good, msgspec.structs.replace(scene.trust, rules=rules))


@only("signatures", "algorithm_refused")
def shorter_than_asked(scene: Scene) -> Case:
    """A signature is by RSA of 3,072 bits, and the trust policy asks for 4,096."""
    identity = made(scene, "andes", Made(profile=LONG, key=generate_rsa(65537, 3072)))
    rules = msgspec.structs.replace(scene.trust.rules, rsa_bits_minimum="4096")
    trust = msgspec.structs.replace(scene.trust, rules=rules)
    return scene.case(signed_by(scene, identity), trust)


@only("signatures", "digest_wrong")
def certificate_substituted(scene: Scene) -> bytes:
    """A message names another certificate of the same key, with a mandate of no limit."""
    key = generate_ec(ec.SECP256R1())
    mandate = scene.mandate("andes")
    lesser = msgspec.structs.replace(mandate, limit=Money(amount="1", currency="CNY"))
    used = made(scene, "andes", Made(key=key, mandate=lesser))
    shown = made(scene, "andes", Made(key=key, mandate=mandate)).certificate
    trick = Trick(
        write=lambda signature: signed_data(
            DATA, None, msgspec.structs.replace(signature, certificate=shown)
        )
    )
    signed = scene.sign(scene.revisions[ANDES - 1], "andes", used, trick)
    return scene.from_then_on(signed, "andes")


def _attributed(about: str, change: Callable[[list[bytes]], list[bytes]]) -> Attack:
    """Make an attack that signs other attributes than content type, digest and certificate."""

    def changed(attributes: bytes) -> bytes:
        reader, held = read.whole(attributes, write.SET), list[bytes]()
        while reader.next_is(write.SEQUENCE):
            held.append(reader.whole(write.SEQUENCE))
        return write.set_of(*change(held))

    return Attack(
        about=f"A signature {about}",
        step="signatures",
        code="digest_wrong",
        alone=True,
        forge=lambda scene: signed_with(scene, Trick(attributes=changed)),
    )


SIGNING_TIME = attribute("1.2.840.113549.1.9.5", write.generalized_time(NOON))
ATTRIBUTED = (
    _attributed("does not say by which certificate", lambda held: held[:2]),
    _attributed("states a signing time of its own", lambda held: [*held, SIGNING_TIME]),
    _attributed("says an attribute twice", lambda held: [*held, held[0]]),
)
