"""What the sides let be published of a deal."""

from __future__ import annotations

from aggregates.deal.publicity.consent_to_publication import (
    ConsentToPublication,
    consent_to_publication,
)
from aggregates.deal.publicity.declare_confidentiality import (
    DeclareConfidentiality,
    declare_confidentiality,
)
from aggregates.deal.publicity.lift_confidentiality import (
    LiftConfidentiality,
    lift_confidentiality,
)
from aggregates.deal.publicity.withdraw_publication_consent import (
    WithdrawPublicationConsent,
    withdraw_publication_consent,
)
from api.http.commands import command
from api.http.router import Router

router = Router("deals")

command(router, consent_to_publication, ConsentToPublication)
command(router, withdraw_publication_consent, WithdrawPublicationConsent)
command(router, declare_confidentiality, DeclareConfidentiality)
command(router, lift_confidentiality, LiftConfidentiality)
