"""What a policy must look like before deals may copy it."""

from __future__ import annotations

from aggregates.checks import check_count, check_country, check_identifier, check_language
from aggregates.deal.policy import Policy


def check_policy(policy: Policy) -> None:
    """A policy that a deal can follow: two principals or more, and well-formed names.

    Raises:
        RuleError: ``count_too_small``, ``language_malformed``, ``country_malformed``,
            ``identifier_malformed``.
    """
    check_count("policy.principals_max", policy.principals_max, least=2)
    check_count("policy.reopening_days", policy.reopening_days, least=0)
    for language in policy.required_languages:
        check_language("policy.required_languages", language)
    for language in policy.certified_languages:
        check_language("policy.certified_languages", language)
    for country, languages in policy.country_languages.items():
        check_country("policy.country_languages", country)
        for language in languages:
            check_language("policy.country_languages", language)
    for clause in policy.mandatory_clauses:
        check_identifier("policy.mandatory_clauses", clause)
    for kind in policy.approval_kinds:
        check_identifier("policy.approval_kinds", kind)
