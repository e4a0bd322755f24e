"""What a classification must look like. Its code lists are looked up at the border."""

from __future__ import annotations

from aggregates.checks import (
    check_country,
    check_destination,
    check_identifier,
    check_industry,
    check_name,
)
from aggregates.deal.parties.events import Classification


def check_classification(classification: Classification) -> None:
    """Codes of the right form, and who said so.

    Raises:
        RuleError: ``identifier_malformed``, ``industry_malformed``, ``country_malformed``,
            ``destination_malformed``, and as `check_name`.
    """
    check_identifier("mode", classification.mode)
    check_industry("industry", classification.industry)
    check_country("origin", classification.origin)
    check_destination("destination", classification.destination)
    check_name("code_lists", classification.code_lists)
    check_identifier("made_by", classification.made_by)
