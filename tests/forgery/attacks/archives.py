"""Archives that prove nothing, or bring along what nobody signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from forgery import updates
from forgery.archives import Keeping, kept
from forgery.attack import Attack, only, stopped_by
from forgery.attacks.signers import signed_with
from forgery.octets import flipped, gaps
from forgery.pen import Trick, Update
from forgery.people import authority, evil_twin
from forgery.scene import MINUTE, Scene
from forgery.stamps import CarelessUnit, own_unit
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, StreamObject, pdf_string
from pyhanko.pdf_utils.generic import NameObject as Name
from pyhanko.pdf_utils.generic import NumberObject as Number
from registries import DAY, newest_list

from signing.pades.evidence import with_evidence
from signing.pki.issue import hash_of
from signing.pki.profile import TIME_STAMPING
from signing.pki.revocation import Revocation, revocation_list
from signing.registry.archive import archived
from signing.registry.office import Service
from signing.verify.case import Case

YEAR = timedelta(days=365)


@stopped_by("bytes", "archive_incomplete")
def store_of_a_signer(scene: Scene) -> bytes:
    """A signer's own update adds a store of certificates."""
    return signed_with(scene, Trick(meddle=updates.store_of_certificates))


@stopped_by("bytes", "archive_incomplete")
def not_stamped(scene: Scene) -> bytes:
    """Evidence is in the file, but no time-stamp over it."""
    return with_evidence(scene.good, scene.evidence)


@stopped_by("bytes", "archive_malformed")
def signed_into_the_archive(scene: Scene) -> bytes:
    """Somebody signs after the evidence, in the place of its time-stamp."""
    return scene.sign(with_evidence(scene.revisions[-2], scene.evidence), "official")


@only("signatures", "time_stamp_of_another")
def stamp_of_another(scene: Scene) -> bytes:
    """The archive's time-stamp is of other octets."""
    return kept(scene, Keeping(over=lambda gap: gap.digest[::-1]))


@only("signatures", "signature_unlike_ours")
def stamp_with_a_reason(scene: Scene) -> bytes:
    """The archive's time-stamp says more than that."""

    def change(update: Update) -> None:
        fields = update.root["/AcroForm"]["/Fields"]
        fields[-1]["/V"][Name("/Reason")] = pdf_string("approved")

    return kept(scene, Keeping(in_stamp=change))


@only("paths", "evidence_strange")
def certificate_of_a_stranger(scene: Scene) -> bytes:
    """A certificate that has nothing to do with it is in the archive."""
    other = scene.registry.certificate(Service.SEAL).der
    return kept(scene, Keeping(certificates=(other,)))


@only("paths", "evidence_strange")
def junk(scene: Scene) -> bytes:
    """Octets that are no list are in the archive."""
    return kept(scene, Keeping(lists=(b"no list",)))


@only("paths", "evidence_strange")
def list_of_a_twin(scene: Scene) -> bytes:
    """A list in the archive is by an authority of the same name."""
    with evil_twin(scene.at) as registry:
        return kept(scene, Keeping(lists=(newest_list(registry, (), scene.at),)))


@only("paths", "evidence_strange")
def list_of_changes(scene: Scene) -> bytes:
    """A list in the archive is of some certificates only."""
    issuer = authority(scene.registry, Service.ISSUING)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.x509.subject)
        .last_update(scene.at)
        .next_update(scene.at + DAY)
        .add_extension(x509.DeltaCRLIndicator(1), critical=True)
    )
    crl = builder.sign(issuer.key, hash_of(issuer.key))
    return kept(scene, Keeping(lists=(crl.public_bytes(serialization.Encoding.DER),)))


@only("paths", "evidence_untimely")
def list_of_later(scene: Scene) -> bytes:
    """A list in the archive was made after the time-stamp over it."""
    later = newest_list(scene.registry, (), scene.archived_at + MINUTE)
    return kept(scene, Keeping(lists=(later,)))


@only("paths", "certificate_revoked")
def issuer_stolen(scene: Scene) -> Case:
    """The issuing authority's key was another's before its list was archived."""
    revocation = Revocation(
        serial=scene.registry.certificate(Service.ISSUING).serial,
        at=scene.at + DAY,
        reason="key_compromise",
        invalid_since=scene.archived_at - MINUTE,
    )
    root = authority(scene.registry, Service.ROOT)
    crl = revocation_list(root, [revocation], scene.at + DAY, DAY)
    return scene.case(scene.archived, msgspec.structs.replace(scene.bare_trust, crls=(crl,)))


@only("paths", "revocation_unknown")
def evidence_left_out(scene: Scene) -> Case:
    """The file was not archived, and no list of the issuing authority is at hand."""
    return scene.case(scene.good, scene.bare_trust)


@only("paths", "issuer_unknown")
def stamped_by_a_twin(scene: Scene) -> bytes:
    """The archive's time-stamp is by a unit that a root of the same name has certified."""
    with evil_twin(scene.at) as registry:
        return kept(scene, Keeping(unit=registry.time_stamps))


@only("paths", "time_not_ordered")
def archived_before(scene: Scene) -> bytes:
    """The archive's time-stamp is of before the last signature."""
    early = scene.when("official") - MINUTE
    return archived(scene.good, scene.registry, (), early)


@only("paths", "time_stamp_expired")
def never_renewed(scene: Scene) -> Case:
    """The certificate of the archive's time-stamp is over, and the file was not archived anew."""
    return msgspec.structs.replace(scene.case(scene.archived), at=scene.at + 16 * YEAR)


@only("paths", "time_stamp_expired")
def renewed_too_late(scene: Scene) -> bytes:
    """The file was archived anew when the certificate of the first time-stamp was over."""
    profile = msgspec.structs.replace(TIME_STAMPING, lifetime=40 * MINUTE)
    once = kept(scene, Keeping(unit=CarelessUnit(own_unit(scene, profile))))
    return archived(once, scene.registry, (), scene.at + timedelta(minutes=45))


def _stored(about: str, change: Callable[[Update], None], code: str) -> Attack:
    return Attack(
        about=f"The archive's evidence comes with {about}",
        step="changes",
        code=code,
        alone=True,
        forge=lambda scene: kept(scene, Keeping(in_store=change)),
    )


def _stamped(about: str, change: Callable[[Update], None], code: str) -> Attack:
    return Attack(
        about=f"The archive's time-stamp comes with {about}",
        step="changes",
        code=code,
        alone=True,
        forge=lambda scene: kept(scene, Keeping(in_stamp=change)),
    )


def _for_each_signature(update: Update) -> None:
    update.root["/DSS"][Name("/VRI")] = DictionaryObject()


def _listed_twice(update: Update) -> None:
    listed = update.root["/DSS"]["/Certs"]
    listed.append(listed.raw_get(0))


def _packed(update: Update) -> None:
    stream = update.root["/DSS"]["/Certs"][0]
    stream[Name("/Kind")] = Name("/Flate")


def _in_the_page(update: Update) -> None:
    field = update.root["/AcroForm"]["/Fields"][-1]
    field[Name("/Rect")] = ArrayObject([Number(edge) for edge in (0, 0, 595, 842)])


def _renamed(update: Update) -> None:
    update.root["/AcroForm"]["/Fields"][-1][Name("/T")] = pdf_string("approval")


def _beside(update: Update) -> None:
    update.add_object(StreamObject(stream_data=updates.PRICE))


UPDATES = (
    _stored("another text of a page", updates.other_page, "changed_after_signing"),
    _stored("another language", updates.other_language, "archive_malformed"),
    _stored("an object to which nothing leads", _beside, "archive_malformed"),
    _stored("a part for each signature", _for_each_signature, "archive_malformed"),
    _stored("a certificate that is listed twice", _listed_twice, "archive_malformed"),
    _stored("a stream that says more", _packed, "archive_malformed"),
    _stamped("another text of a page", updates.other_page, "changed_after_signing"),
    _stamped("a signature taken out", updates.unsigned("andes"), "changed_after_signing"),
    _stamped("a field over the page", _in_the_page, "archive_malformed"),
    _stamped("a field of another name", _renamed, "archive_malformed"),
    _stamped("an object to which nothing leads", _beside, "archive_malformed"),
)


@only("changes", "archive_malformed")
def evidence_dropped(scene: Scene) -> bytes:
    """An archive that is renewed drops what was in it."""

    def change(update: Update) -> None:
        del update.root["/DSS"]["/CRLs"][0]

    return kept(scene, Keeping(in_store=change), scene.archived)


@stopped_by("signatures", "time_stamp_unreadable")
def stamp_altered(scene: Scene) -> bytes:
    """A bit of the archive's time-stamp is turned over."""
    start, _ = gaps(scene.archived)[-1]
    return flipped(scene.archived, start + 800)
