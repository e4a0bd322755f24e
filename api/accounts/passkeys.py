"""Passkeys (W3C Web Authentication Level 3): key pairs that do not leave somebody's device.

The device must have recognised the person (user verification), so that a passkey is two factors in
one. The origin and the relying party come from the settings, never from a request.

What checks them reads the formats of many makers of devices, and takes an eighth of a second to be
imported: it is when somebody uses a passkey.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from api.accounts.challenges import LIFETIME, Challenge
from api.refusals import ApiError
from api.storage.accounts import Passkey

PASSKEYS_MAX: Final = 10
"""How many passkeys an account may have."""
NAME: Final = "Counterseal"

_MILLISECONDS = int(LIFETIME.total_seconds() * 1000)


class Place(msgspec.Struct, frozen=True):
    """Where passkeys are used: ``origin`` is scheme, host and port, ``host`` the relying party."""

    origin: str

    @property
    def host(self) -> str:
        """The relying party's id: a passkey made for it is of no use elsewhere."""
        return urlsplit(self.origin).hostname or ""


class Attested(msgspec.Struct, frozen=True, kw_only=True):
    """What ``navigator.credentials.create()`` gave."""

    client_data_json: str = msgspec.field(name="clientDataJSON")
    attestation_object: str = msgspec.field(name="attestationObject")


class Creation(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A new passkey as a browser sends it (``RegistrationResponseJSON``); bytes in base64url."""

    id: str
    raw_id: str
    type: Literal["public-key"]
    response: Attested


class Asserted(msgspec.Struct, frozen=True, kw_only=True):
    """What ``navigator.credentials.get()`` gave."""

    client_data_json: str = msgspec.field(name="clientDataJSON")
    authenticator_data: str = msgspec.field(name="authenticatorData")
    signature: str
    user_handle: str | None = msgspec.field(name="userHandle", default=None)


class Assertion(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A passkey's signature as a browser sends it (``AuthenticationResponseJSON``)."""

    id: str
    raw_id: str
    type: Literal["public-key"]
    response: Asserted


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes with which anybody can check an assertion again."""

    credential: bytes
    public_key: bytes
    authenticator_data: bytes
    client_data: bytes
    signature: bytes

    def told(self) -> dict[str, str]:
        """Return it in hexadecimal, for a record."""
        return {
            "credential": self.credential.hex(),
            "public_key": self.public_key.hex(),
            "authenticator_data": self.authenticator_data.hex(),
            "client_data": self.client_data.hex(),
            "signature": self.signature.hex(),
        }


def creation_options(
    place: Place, challenge: Challenge, handle: bytes, label: str, others: Sequence[bytes]
) -> dict[str, object]:
    """Return what a browser needs to make a passkey; none is made where one of ``others`` is."""
    from webauthn import generate_registration_options  # noqa: PLC0415 - as the module says
    from webauthn.helpers import options_to_json  # noqa: PLC0415
    from webauthn.helpers.structs import (  # noqa: PLC0415
        AttestationConveyancePreference,
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=place.host,
        rp_name=NAME,
        user_name=label,
        user_id=handle,
        challenge=challenge.value,
        timeout=_MILLISECONDS,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=other) for other in others],
    )
    return msgspec.json.decode(options_to_json(options), type=dict[str, object])


def assertion_options(
    place: Place, challenge: Challenge, passkeys: Sequence[bytes] = ()
) -> dict[str, object]:
    """Return what a browser needs to sign with one of ``passkeys``; with any, if none is named."""
    from webauthn import generate_authentication_options  # noqa: PLC0415 - as the module says
    from webauthn.helpers import options_to_json  # noqa: PLC0415
    from webauthn.helpers.structs import (  # noqa: PLC0415
        PublicKeyCredentialDescriptor,
        UserVerificationRequirement,
    )

    options = generate_authentication_options(
        rp_id=place.host,
        challenge=challenge.value,
        timeout=_MILLISECONDS,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in passkeys],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return msgspec.json.decode(options_to_json(options), type=dict[str, object])


def created(
    place: Place, challenge: Challenge, creation: Creation, person: str, label: str, at: datetime
) -> Passkey:
    """Return the new passkey, if it was made here, for this challenge, by a person recognised.

    Raises:
        ApiError: ``passkey_refused``.
    """
    from webauthn import verify_registration_response  # noqa: PLC0415 - as the module says
    from webauthn.helpers import parse_registration_credential_json  # noqa: PLC0415

    try:
        parsed = parse_registration_credential_json(_plain(creation))
        _require_own_page(parsed.response.client_data_json)
        verified = verify_registration_response(
            credential=parsed,
            expected_challenge=challenge.value,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except Exception as wrong:
        raise ApiError("passkey_refused") from wrong
    return Passkey(
        credential=verified.credential_id,
        person=person,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        label=label,
        created_at=at,
        used_at=None,
    )


def credential_of(assertion: Assertion) -> bytes:
    """Return the id of the passkey that an assertion says to be of.

    Raises:
        ApiError: ``credentials_refused``.
    """
    from webauthn.helpers import (  # noqa: PLC0415 - as the module says
        parse_authentication_credential_json,
    )

    try:
        return parse_authentication_credential_json(_plain(assertion)).raw_id
    except Exception as wrong:
        raise ApiError("credentials_refused") from wrong


def asserted(
    place: Place, challenge: Challenge, assertion: Assertion, passkey: Passkey, handle: bytes
) -> tuple[int, Evidence]:
    """Return the device's new counter and the evidence, if ``passkey`` signed the challenge here.

    A counter that has not gone on is that of a copy of the key (W3C section 6.1.1): refused.

    Raises:
        ApiError: ``credentials_refused``.
    """
    from webauthn import verify_authentication_response  # noqa: PLC0415 - as the module says
    from webauthn.helpers import parse_authentication_credential_json  # noqa: PLC0415

    try:
        parsed = parse_authentication_credential_json(_plain(assertion))
        _require_own_page(parsed.response.client_data_json)
        verified = verify_authentication_response(
            credential=parsed,
            expected_challenge=challenge.value,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception as wrong:
        raise ApiError("credentials_refused") from wrong
    if parsed.raw_id != passkey.credential or parsed.response.user_handle not in {None, handle}:
        raise ApiError("credentials_refused")
    evidence = Evidence(
        credential=passkey.credential,
        public_key=passkey.public_key,
        authenticator_data=parsed.response.authenticator_data,
        client_data=parsed.response.client_data_json,
        signature=parsed.response.signature,
    )
    return verified.new_sign_count, evidence


def _require_own_page(client_data: bytes) -> None:
    """Refuse what was made in a frame on somebody else's page (W3C section 7.2 step 10)."""
    from webauthn.helpers import parse_client_data_json  # noqa: PLC0415 - as the module says

    if parse_client_data_json(client_data).cross_origin:
        raise ApiError("passkey_refused")


def _plain(sent: Creation | Assertion) -> str:
    return msgspec.json.encode(sent).decode()
