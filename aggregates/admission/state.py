"""What an admission is after its events."""

from __future__ import annotations

import msgspec

from aggregates.admission.events import OrganisationAdmitted
from aggregates.vocabulary import Party


class Admission(msgspec.Struct, frozen=True, kw_only=True):
    """One organisation at one edition: nobody before it is admitted."""

    admitted: OrganisationAdmitted | None = None

    @property
    def party(self) -> Party | None:
        """The organisation as the terms of a deal name it; none before it is admitted."""
        if self.admitted is None:
            return None
        return Party(
            id=self.admitted.organisation,
            legal_name=self.admitted.legal_name,
            country=self.admitted.country,
            registration=self.admitted.registration,
        )


def evolve(_: Admission, event: OrganisationAdmitted) -> Admission:
    """Return the admission after ``event``. Never refuses: it has happened."""
    return Admission(admitted=event)
