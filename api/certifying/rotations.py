"""Giving the registry a new key: proposed by one, carried out by another, recorded in between."""

from __future__ import annotations

from datetime import datetime

from aggregates.log.certificates.events import KeyService
from aggregates.log.certificates.propose_rotation import ProposeKeyRotation, propose_key_rotation
from aggregates.log.certificates.rotate_key import RotateKey, proposed_rotation, rotate_key
from aggregates.log.certificates.state import Certificates
from aggregates.log.certificates.withdraw_rotation import (
    WithdrawKeyRotation,
    withdraw_key_rotation,
)
from api import ids
from api.certifying.revocations import read_certificate
from api.contracts.prepared import Prepared
from api.erasing.console import REGISTRY, Console
from api.installation import Installation
from api.revoking import SAID
from ledger.recorded import Answer
from signing.registry.office import Service
from signing.registry.rotating import accept, carry_out, prepare_rotation, request_of


class Rotations:
    """The rotations of one registry, as somebody at the machine itself goes through them."""

    def __init__(self, installation: Installation, at: datetime) -> None:
        self._authority = installation.authority
        self._console = Console(installation, REGISTRY, at)
        self._at = at

    @property
    def said(self) -> Certificates:
        """What the log says of revocations and rotations."""
        return self._console.book.state(SAID).certificates

    def propose(self, person: str, service: KeyService, reference: str) -> Answer:
        """Propose a new key for a service."""
        command = ProposeKeyRotation(
            actor=self._console.actor(person),
            at=self._at,
            rotation=ids.new_id(self._at),
            service=service,
            reference=reference,
        )
        return self._send(Prepared(streams=SAID, decision=propose_key_rotation, command=command))

    def withdraw(self, person: str, rotation: str) -> Answer:
        """Take a proposal back."""
        actor = self._console.actor(person)
        command = WithdrawKeyRotation(actor=actor, at=self._at, rotation=rotation)
        return self._send(Prepared(streams=SAID, decision=withdraw_key_rotation, command=command))

    def request(self, person: str, rotation: str) -> bytes:
        """Return the certificate request (RFC 2986) for the new key, which is made now.

        Raises:
            RuleError: ``rotation_not_proposed``, ``four_eyes``.
            SignatureError: as the place of the keys.
        """
        return request_of(self._authority, self._service(person, rotation))

    def accept(self, person: str, rotation: str, certificate: bytes) -> None:
        """Take the certificate that was made where the root's key is.

        Raises:
            ApiError: ``certificate_malformed``.
            RuleError: ``rotation_not_proposed``, ``four_eyes``.
            SignatureError: ``certificate_not_asked``.
        """
        service = self._service(person, rotation)
        accept(self._authority, service, read_certificate(certificate))

    def carry_out(self, person: str, rotation: str) -> Answer:
        """Record the new key, then use it. What dies in between is finished by asking again.

        Raises:
            RuleError: as `rotate_key`.
            SignatureError: ``key_offline`` where the root's key is elsewhere and its certificate
                was not accepted yet; and as the place of the keys.
        """
        done = self.said.rotated.get(rotation)
        if done is not None:
            service, new = Service(done.service.value), done.certificate_sha256
            answer = self._record(person, rotation, done.old_certificate_sha256, new)
        else:
            service = self._service(person, rotation)
            certificate = prepare_rotation(self._authority, service, self._at)
            old, new = self._authority.certificate(service).sha256, certificate.sha256
            answer = self._record(person, rotation, old, new, certificate.der)
        carry_out(self._authority, service, new, self._at)
        return answer

    def _record(self, person: str, rotation: str, old: str, new: str, *blobs: bytes) -> Answer:
        command = RotateKey(
            actor=self._console.actor(person),
            at=self._at,
            rotation=rotation,
            old_certificate_sha256=old,
            certificate_sha256=new,
        )
        prepared = Prepared(streams=SAID, decision=rotate_key, command=command, blobs=blobs)
        return self._console.sent(prepared)

    def _service(self, person: str, rotation: str) -> Service:
        actor = self._console.actor(person)
        log = self._console.book.state(SAID)
        return Service(proposed_rotation(log, rotation, actor.person).service.value)

    def _send(self, prepared: Prepared) -> Answer:
        return self._console.sent(prepared)
