"""Keys outside the server: the proof that somebody holds one, and its certificate."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from aggregates.errors import RuleError
from aggregates.keyring import KEYRING
from aggregates.keyring.certify_key import CertifyKey, certify_key
from aggregates.keyring.offer_key import OfferKey, offer_key
from aggregates.keyring.state import Keyring, keyring_of
from aggregates.mandate import MANDATE
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Actor, MandateId, OrganisationId, SeatRole, Sha256
from api.contracts.opening import digest, pending
from api.contracts.people import Registered
from api.contracts.prepared import Prepared
from api.contracts.signature import Desk
from api.installation import Installation
from api.revoking import require_unrevoked
from ledger.book import Book
from ledger.sources import One
from signing.own.held import PublicHalf
from signing.own.proof import Possession, proven
from signing.pki.certificate import Certificate
from signing.registry.office import Service


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A key of an organisation, and the mandate that it is for."""

    organisation: OrganisationId
    key: Sha256
    mandate: MandateId


def prepare_offer(
    said: Possession, public_key: bytes, signature: bytes, actor: Actor, at: datetime
) -> Prepared:
    """Return the offer of a key, of which ``signature`` shows that it is held.

    Raises:
        SignatureError: as `signing.own.proof.proven`.
    """
    proof = proven(said, PublicHalf(public_key), signature)
    record = proof.record()
    command = OfferKey(
        actor=actor,
        at=at,
        key=proof.public.sha256,
        mandate=said.mandate,
        proof_sha256=digest(record),
    )
    streams = One(KEYRING, keyring_of(actor.organisation)), One(MANDATE, said.mandate)
    return Prepared(streams=streams, decision=offer_key, command=command, blobs=(record,))


def prepare_certificate(
    installation: Installation, book: Book, named: Named, actor: Actor, at: datetime
) -> Prepared | None:
    """Return the certificate of a key that was offered; None if there is one that counts.

    Raises:
        RuleError: as `certify_key`: nothing is certified for who may not sign.
        ApiError: ``organisation_unlisted``, ``person_unlisted``.
        SignatureError: as `Registry.enrol`; ``certificate_revoked`` where the issuing authority is.
    """
    ring, source = One(KEYRING, keyring_of(named.organisation)), One(MANDATE, named.mandate)
    keyring, mandate = book.state(ring), book.state(source)
    plan = _planned(named, actor, at)
    if not any(certify_key(keyring, mandate, plan).values()):
        return None
    certificate = _certified(installation, book, named, keyring, mandate, at)
    command = replace(
        plan,
        certificate_sha256=digest(certificate.der),
        serial=f"{certificate.serial:x}",
        valid_until=certificate.not_after,
    )
    blobs = (certificate.der,)
    return Prepared(streams=(ring, source), decision=certify_key, command=command, blobs=blobs)


def public_key_of(book: Book, named: Named, keyring: Keyring) -> PublicHalf:
    """Return the public half of a key that was offered, from the proof that came with it.

    Raises:
        RuleError: ``key_not_offered``.
        LedgerError: as reading a file.
    """
    own = keyring.keys.get(named.key)
    if own is None or named.mandate not in own.offered:
        raise RuleError("key_not_offered", key=named.key, mandate=named.mandate)
    ring = One(KEYRING, keyring_of(named.organisation))
    record = book.blob(ring, own.offered[named.mandate].proof_sha256)
    proof = msgspec.json.decode(record, type=dict[str, str])
    return PublicHalf(bytes.fromhex(proof["public_key"]))


def _planned(named: Named, actor: Actor, at: datetime) -> CertifyKey:
    return CertifyKey(
        actor=actor,
        at=at,
        organisation=named.organisation,
        key=named.key,
        mandate=named.mandate,
        certificate_sha256=pending("certificate"),
        serial="",
        valid_until=at.astimezone(UTC),
    )


def _certified(
    installation: Installation,
    book: Book,
    named: Named,
    keyring: Keyring,
    mandate: Mandate,
    at: datetime,
) -> Certificate:
    authority = installation.authority
    require_unrevoked(installation.registry, authority.certificate(Service.ISSUING))
    desk = Desk(authority, Registered(installation))
    public = public_key_of(book, named, keyring)
    person = keyring.keys[named.key].person
    signer = desk.signer(SeatRole.SIGNATORY, named.organisation, person, mandate)
    return authority.enrol(signer, public.key, at)
