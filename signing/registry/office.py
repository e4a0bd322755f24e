"""The office that runs the registry, and the services that it has a key for."""

from __future__ import annotations

from enum import Enum

import msgspec

from signing.pki.subject import Subject


class Service(Enum):
    """Each has its own key and certificate; the value names their files and addresses."""

    ROOT = "root"
    ISSUING = "issuing"
    TIME_STAMPING = "time-stamping"
    ROOT_STATUS = "root-status"
    ISSUING_STATUS = "issuing-status"
    SEAL = "seal"


COMMON_NAMES = {
    Service.ROOT: "Root CA",
    Service.ISSUING: "Issuing CA",
    Service.TIME_STAMPING: "Time-stamping unit",
    Service.ROOT_STATUS: "Status of the root's certificates",
    Service.ISSUING_STATUS: "Status of issued certificates",
    Service.SEAL: "Registry seal",
}


class Office(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who runs the registry; ``identifier`` is its organizationIdentifier, as in its seat."""

    country: str
    organisation: str
    identifier: str

    def subject(self, service: Service) -> Subject:
        """Return the subject name of one of its services."""
        return Subject(
            country=self.country,
            organisation=self.organisation,
            identifier=self.identifier,
            common_name=COMMON_NAMES[service],
        )
