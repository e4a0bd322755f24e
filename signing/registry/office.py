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


def label_of(service: Service, number: int = 1) -> str:
    """Return what the ``number``-th key of a service is called, in files and addresses."""
    return service.value if number == 1 else f"{service.value}-{number}"


class Office(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who runs the registry; ``identifier`` is its organizationIdentifier, as in its seat."""

    country: str
    organisation: str
    identifier: str

    def subject(self, service: Service, number: int = 1) -> Subject:
        """Return the subject name of one of its services, of its ``number``-th key.

        Each key has a name of its own, so that no reader takes one authority for another.
        """
        counted = "" if number == 1 else f" {number}"
        return Subject(
            country=self.country,
            organisation=self.organisation,
            identifier=self.identifier,
            common_name=f"{COMMON_NAMES[service]}{counted}",
        )
