"""Having one's key certified, over HTTP."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from api import ids
from api.client import schemas
from api.client.operations import Operations
from signing.cms.algorithms import accepted
from signing.errors import SignatureError
from signing.own.held import HeldKey, PublicHalf, public_half
from signing.own.proof import Possession, prove
from signing.pki.certificate import Certificate


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """What was offered, by whom: compare it with what the administrator is shown."""

    key: str
    person: str
    organisation: str
    recorded: bool


def offer(client: Operations, edition: str, mandate: str, held: HeldKey) -> Enrolled:
    """Show that ``held`` is held, and ask for its certificate; what is so already stays so.

    Raises:
        ProblemError: as the server refuses.
        SignatureError: ``challenge_strange``, and as the key.
    """
    given = client.read_key_challenge(edition).value
    said = Possession(
        edition=edition,
        organisation=given.organisation,
        person=given.person,
        mandate=mandate,
        challenge=given.challenge,
    )
    proof = prove(held, said)
    body = schemas.KeyOffer(
        mandate=mandate,
        public_key=held.public.der,
        challenge=given.challenge,
        signature=proof.signature,
    )
    answer = client.offer_key(edition, body, idempotency_key=ids.token()).value
    return Enrolled(
        key=held.public.sha256,
        person=given.person,
        organisation=given.organisation,
        recorded=bool(answer.events),
    )


def listed(client: Operations, edition: str) -> Sequence[schemas.OwnKeyNow]:
    """Return the keys of one's organisation's people.

    Raises:
        ProblemError: as the server refuses.
    """
    organisation = client.read_key_challenge(edition).value.organisation
    return client.list_own_keys(edition, organisation).value


def certificate_for(
    client: Operations, edition: str, mandate: str, public: PublicHalf
) -> Certificate:
    """Return the certificate of one's key, which is indeed for this key and this mandate.

    Raises:
        ProblemError: as the server refuses.
        SignatureError: ``certificate_not_yours``, ``certificate_unreadable``.
    """
    organisation = client.read_key_challenge(edition).value.organisation
    der = client.read_key_certificate(edition, organisation, public.sha256, mandate).value
    certificate = Certificate(der)
    stated = certificate.mandate
    same = public_half(accepted(certificate.public_key)) == public
    if not same or stated is None or stated.id != mandate:
        raise SignatureError("certificate_not_yours", certificate=certificate.sha256)
    return certificate


def withdraw(client: Operations, edition: str, key: str, ground: str) -> bool:
    """Withdraw a key of one's own, or of somebody one looks after; False if it was so already.

    Raises:
        ProblemError: as the server refuses.
    """
    organisation = client.read_key_challenge(edition).value.organisation
    body = msgspec.convert({"key": key, "ground": ground}, schemas.WithdrawKey)
    answer = client.withdraw_key(edition, organisation, body, idempotency_key=ids.token()).value
    return bool(answer.events)
