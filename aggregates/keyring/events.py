"""What can have happened to the own keys of an organisation's people. Stored for ever.

A key is named by the SHA-256 of its public half (SubjectPublicKeyInfo, RFC 5280 section 4.1.2.7).
The private half is never here: nobody but its owner has seen it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from aggregates.vocabulary import Event, MandateId, OrganisationId, PersonId, Sha256

Ground: TypeAlias = Literal[
    "key_compromise", "affiliation_changed", "superseded", "cessation_of_operation"
]
"""Why a key is withdrawn (RFC 5280 section 5.3.1), by whoever answers for it."""


class KeyOffered(Event, frozen=True, kw_only=True, tag="keyring.key_offered.v1"):
    """A person showed that they hold a key with which to sign under a mandate.

    ``proof_sha256`` is the blob with the public half and a signature over a statement that names
    person, organisation and mandate: anybody can check it again.
    """

    key: Sha256
    organisation: OrganisationId
    mandate: MandateId
    proof_sha256: Sha256
    by: PersonId


class KeyCertified(Event, frozen=True, kw_only=True, tag="keyring.key_certified.v1"):
    """The organisation confirmed a key, and the registry certified it for one mandate.

    ``serial`` is the certificate's number in lower-case hexadecimal, ``valid_until`` the last
    instant at which it is valid.
    """

    key: Sha256
    mandate: MandateId
    certificate_sha256: Sha256
    serial: str
    valid_until: datetime
    by: PersonId


class KeyWithdrawn(Event, frozen=True, kw_only=True, tag="keyring.key_withdrawn.v1"):
    """Nothing is signed with a key any more; what was signed before stays signed."""

    key: Sha256
    ground: Ground
    by: PersonId


KeyringEvent: TypeAlias = KeyOffered | KeyCertified | KeyWithdrawn
