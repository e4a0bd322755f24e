"""Keys outside the server: offered by their owner, certified on the organisation's word."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import msgspec

from aggregates.errors import RuleError
from aggregates.keyring import KEYRING
from aggregates.keyring.certify_key import certify_key
from aggregates.keyring.offer_key import offer_key
from aggregates.keyring.state import Keyring, keyring_of
from aggregates.keyring.withdraw_key import WithdrawKey, withdraw_key
from aggregates.vocabulary import MandateId, OrganisationId, PersonId, Sha256
from api.accounts.confirming import require_word_of
from api.accounts.own_keys import key_challenge, require_key_challenge, require_own_or_word
from api.contracts.own_keys import Named, prepare_certificate, prepare_offer
from api.contracts.prepared import Streams
from api.http.access import note_access
from api.http.asked import Asked
from api.http.commands import command, in_edition, prepared_command
from api.http.errand import Errand
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.http.rule import Relation
from api.http.visiting import Digest, accounts_for
from ledger.recorded import Answer
from ledger.sources import One
from signing.own.proof import Possession

router = Router("own keys")

CERTIFICATE: Final = "application/pkix-cert"
"""RFC 2585 section 4.1."""
_OF: Final = "/editions/{edition}/organisations/{organisation}"


class KeyChallenge(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into the statement that a key signs, with who one is; until ``expires_at``."""

    challenge: str
    person: PersonId
    organisation: OrganisationId
    expires_at: datetime


class KeyOffer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Offer a key to sign with under a mandate of one's own.

    ``public_key`` is a SubjectPublicKeyInfo in DER: P-256, or RSA of 3,072 to 8,192 bits.
    ``signature`` is over the statement of possession: ECDSA in DER, or PKCS #1 v1.5, with SHA-256.
    Both are in base64.
    """

    mandate: MandateId
    public_key: Annotated[bytes, msgspec.Meta(max_length=2048)]
    challenge: Annotated[str, msgspec.Meta(max_length=200)]
    signature: Annotated[bytes, msgspec.Meta(max_length=2048)]


class KeyConfirmed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Have a key certified that a person of the organisation offered, as one has compared it."""

    key: Digest
    mandate: MandateId


class OwnKeyNow(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it stands, for one mandate. Without ``valid_until`` it awaits the word."""

    key: Sha256
    person: PersonId
    mandate: MandateId
    offered_at: datetime
    certificate_sha256: Sha256
    valid_until: datetime | None
    withdrawn_at: datetime | None
    ground: str


@router.get("/editions/{edition}/key_challenge", answer=KeyChallenge)
def read_key_challenge(asked: Asked) -> Reply:
    """Return what a key must sign, with who one is, to be offered: good for five minutes.

    Raises:
        ApiError: ``edition_unlisted``.
    """
    accounts, who = accounts_for(asked), asked.who
    asked.site.places.edition(asked.path["edition"])
    made = key_challenge(accounts, who.credential, asked.path["edition"])
    now = KeyChallenge(
        challenge=made.token,
        person=who.person,
        organisation=who.organisation,
        expires_at=made.expires_at,
    )
    return Reply(content=now, headers={"cache-control": "no-store"})


def _offer(errand: Errand, sent: KeyOffer) -> tuple[Streams, Answer]:
    asked, who = errand.asked, errand.asked.who
    ring = One(KEYRING, keyring_of(who.organisation))
    found, before = errand.look(ring)
    if found is None:
        return ring, before
    edition = asked.path["edition"]
    require_key_challenge(accounts_for(asked), who.credential, edition, sent.challenge)
    said = Possession(
        edition=edition,
        organisation=who.organisation,
        person=who.person,
        mandate=sent.mandate,
        challenge=sent.challenge,
    )
    prepared = prepare_offer(said, sent.public_key, sent.signature, asked.actor, asked.at)
    return prepared.streams, errand.carried_out(prepared)


def _certify(errand: Errand, sent: KeyConfirmed) -> tuple[Streams, Answer]:
    asked, organisation = errand.asked, errand.asked.path["organisation"]
    ring = One(KEYRING, keyring_of(organisation))
    found, before = errand.look(ring)
    if found is None:
        return ring, before
    require_word_of(accounts_for(asked), asked.actor, organisation)
    named = Named(organisation=organisation, key=sent.key, mandate=sent.mandate)
    installation = asked.site.installation
    prepared = prepare_certificate(installation, errand.book, named, asked.actor, asked.at)
    if prepared is None:
        return ring, Answer()
    return prepared.streams, errand.carried_out(prepared)


def _withdrawing(asked: Asked, sent: WithdrawKey) -> Streams:
    accounts, ring = accounts_for(asked), One(KEYRING, keyring_of(sent.organisation))
    keyring = in_edition(asked).state(ring)
    require_own_or_word(accounts, asked.actor, sent.organisation, keyring, sent.key)
    return ring


prepared_command(
    router,
    offer_key,
    KeyOffer,
    _offer,
    path="/editions/{edition}/offer_key",
    place=in_edition,
)
prepared_command(
    router, certify_key, KeyConfirmed, _certify, path=f"{_OF}/certify_key", place=in_edition
)
command(
    router,
    withdraw_key,
    WithdrawKey,
    path=f"{_OF}/withdraw_key",
    place=in_edition,
    streams=_withdrawing,
    if_match=False,
)


@router.get(f"{_OF}/own_keys", answer=tuple[OwnKeyNow, ...])
def list_own_keys(asked: Asked) -> Reply:
    """List the own keys of an organisation's people, each for every mandate it was offered for.

    Raises:
        ApiError: ``edition_unlisted``.
    """
    return Reply(content=_listed(_keyring(asked)), cache=ASK_AGAIN)


@router.get(f"{_OF}/own_keys/{{key}}/certificates/{{mandate}}", answer=bytes, media=(CERTIFICATE,))
def read_key_certificate(asked: Asked) -> Reply:
    """Return the certificate of a key for a mandate, in DER.

    Raises:
        ApiError: ``edition_unlisted``.
        RuleError: ``key_not_certified``.
    """
    key, mandate = asked.path["key"], asked.path["mandate"]
    own = _keyring(asked).keys.get(key)
    certified = None if own is None else own.certified.get(mandate)
    if certified is None:
        raise RuleError("key_not_certified", key=key[:64], mandate=mandate[:64])
    digest = certified.certificate_sha256
    content = in_edition(asked).blob(_ring(asked), digest)
    return Reply(content=content, etag=digest, cache=ASK_AGAIN, media=CERTIFICATE)


def _keyring(asked: Asked) -> Keyring:
    """Return the keyring of the address to who may see it; offices are noted."""
    organisation = asked.path["organisation"]
    own = asked.who.organisation == organisation
    asked.require_may(frozenset({Relation.MEMBER} if own else ()))
    keyring = in_edition(asked).state(_ring(asked))
    if not own:
        note_access(asked, f"keyring:{organisation}")
    return keyring


def _ring(asked: Asked) -> One[Keyring]:
    return One(KEYRING, keyring_of(asked.path["organisation"]))


def _listed(keyring: Keyring) -> tuple[OwnKeyNow, ...]:
    return tuple(
        OwnKeyNow(
            key=key,
            person=own.person,
            mandate=mandate,
            offered_at=offered.at,
            certificate_sha256=certified.certificate_sha256 if certified else "",
            valid_until=certified.valid_until if certified else None,
            withdrawn_at=own.withdrawn.at if own.withdrawn else None,
            ground=own.withdrawn.ground if own.withdrawn else "",
        )
        for key, own in keyring.keys.items()
        for mandate, offered in own.offered.items()
        for certified in (own.certified.get(mandate),)
    )
