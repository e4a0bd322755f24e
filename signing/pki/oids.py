"""The object identifiers in our certificates; those of our own stand under one arc.

The arc is made from a UUID (ITU-T X.667 clause 7), so that it is ours without a registrar::

    counterseal OBJECT IDENTIFIER ::= { joint-iso-itu-t uuid(25) 17123783585869811440231495317256107433 }
    policies    OBJECT IDENTIFIER ::= { counterseal 1 }   -- one for each role of a seat
    timeStamps  OBJECT IDENTIFIER ::= { counterseal 2 }   -- policies of the built-in authority
    extensions  OBJECT IDENTIFIER ::= { counterseal 3 }
"""  # noqa: E501  # the identifier is a single word

from __future__ import annotations

from aggregates.vocabulary import SeatRole

ARC = "2.25.17123783585869811440231495317256107433"
"""UUID 0ce1ebb6-b9c9-457a-885c-a18d1df775a9."""

POLICIES = {
    SeatRole.REGISTRY: f"{ARC}.1.1",
    SeatRole.SIGNATORY: f"{ARC}.1.2",
    SeatRole.WITNESS: f"{ARC}.1.3",
    SeatRole.NOTARY: f"{ARC}.1.4",
    SeatRole.OFFICIAL: f"{ARC}.1.5",
}
"""The certificate policy that says at which kind of seat a certificate may sign."""

TIME_STAMP_POLICY = f"{ARC}.2.1"
"""Time-stamps of the built-in authority: in the registry's process, by its clock."""

MANDATE = f"{ARC}.3.1"
"""The extension that `signing.pki.mandate` writes and reads."""

ANY_POLICY = "2.5.29.32.0"
"""RFC 5280 section 4.2.1.4; only in the certificates of authorities."""

DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36"
"""RFC 9336: the extended key usage of whoever signs documents."""

EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4"
"""RFC 5280: without it NSS (pdfsig) and OpenSSL's default purpose refuse a signer."""

SHORT_TERM = "0.4.0.194121.2.1"
"""ETSI EN 319 412-1 clause 5.2: its validity is shorter than a revocation would take."""
