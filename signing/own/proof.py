"""Showing that one holds a key: a signature over a statement that says who, for whom, and when.

The statement is written by whoever signs it, from what they know themselves; of the server there is
nothing in it but a challenge of a fixed form. It is JSON, so that it can be mistaken for nothing
else that a key is asked to sign: the signed attributes of a paper are DER, and begin with 0x31.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from aggregates.canonical import canonical_bytes
from aggregates.vocabulary import MandateId, OrganisationId, PersonId
from signing.cms import algorithms
from signing.errors import SignatureError
from signing.own.held import HeldKey, PublicHalf

FORMAT: Final = "counterseal/key-possession/v1"
CHALLENGE: Final = re.compile(r"[A-Za-z0-9_=-]{16,200}", re.ASCII)


class Possession(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds a key, to sign for whom, under which mandate of which edition.

    ``challenge`` is what the server gave: it says that the statement was not made long before.
    """

    edition: str
    organisation: OrganisationId
    person: PersonId
    mandate: MandateId
    challenge: str


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of it: with it anybody can check again that the key was held."""

    statement: bytes
    public: PublicHalf
    signature: bytes

    def record(self) -> bytes:
        """Return it as a file: canonical JSON (RFC 8785), octets in hexadecimal."""
        return canonical_bytes(
            {
                "format": f"{FORMAT}/proof",
                "statement": self.statement.decode(),
                "public_key": self.public.der.hex(),
                "signature": self.signature.hex(),
            }
        )


def possession_statement(said: Possession, public: PublicHalf) -> bytes:
    """Return the octets to be signed.

    Raises:
        SignatureError: ``challenge_strange`` if the challenge is none: it could be words.
    """
    if CHALLENGE.fullmatch(said.challenge) is None:
        raise SignatureError("challenge_strange")
    return canonical_bytes(
        {
            "format": FORMAT,
            "edition": said.edition,
            "organisation": said.organisation,
            "person": said.person,
            "mandate": said.mandate,
            "challenge": said.challenge,
            "key": public.sha256,
        }
    )


def prove(held: HeldKey, said: Possession) -> Proof:
    """Return the proof that ``held`` is held.

    Raises:
        SignatureError: ``challenge_strange``, and as the key.
    """
    statement = possession_statement(said, held.public)
    return Proof(statement=statement, public=held.public, signature=held.signs.sign(statement))


def proven(said: Possession, public: PublicHalf, signature: bytes) -> Proof:
    """Return the proof that whoever made ``signature`` holds the private half of ``public``.

    Raises:
        SignatureError: ``public_key_unreadable``, ``key_unusable``, ``signature_wrong``,
            ``challenge_strange``.
    """
    statement = possession_statement(said, public)
    algorithms.verify(public.key, signature, statement)
    return Proof(statement=statement, public=public, signature=signature)
