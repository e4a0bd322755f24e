"""The admission of one organisation to one edition, with the facts copied from the registry."""

from __future__ import annotations

from typing import Final

from aggregates.admission.events import OrganisationAdmitted
from aggregates.admission.state import Admission, evolve
from aggregates.aggregate import Aggregate

ADMISSION: Final[Aggregate[Admission, OrganisationAdmitted]] = Aggregate(
    "admission", Admission(), evolve, (OrganisationAdmitted,)
)
"""How the ledger binds an admission."""
