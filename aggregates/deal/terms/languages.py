"""In which languages the terms must be written before they are locked."""

from __future__ import annotations

from aggregates.deal.state import Deal
from aggregates.deal.terms.current import Table, frame_of
from aggregates.errors import RuleError
from aggregates.vocabulary import ClauseId, Language


def languages_needed(deal: Deal) -> tuple[Language, ...]:
    """Return, sorted, what the edition asks for, and the countries of the principals."""
    policy = deal.policy
    needed = {*policy.required_languages, *policy.certified_languages}
    for party in deal.parties.set:
        needed.update(policy.country_languages.get(party.country, ()))
    return tuple(sorted(needed))


def require_languages(table: Table) -> None:
    """Refuse unless every clause is there in every language needed, as it stands, and certified.

    An authentic text is no translation: it needs no certificate.

    Raises:
        RuleError: ``language_missing``, ``language_stale``, ``language_uncertified``, with the
            clause and the language.
    """
    frame = frame_of(table.instrument)
    needed = [
        (clause, language)
        for language in languages_needed(table.deal)
        if language not in frame.authentic_languages
        for clause in frame.clause_ids
    ]
    for clause, language in needed:
        _require_translation(table, clause, language)
    for clause, language in needed:
        _require_certificate(table, clause, language)


def _require_translation(table: Table, clause: ClauseId, language: Language) -> None:
    translation = table.instrument.matrix.translations.get(clause, {}).get(language)
    if translation is None:
        raise RuleError("language_missing", clause=clause, language=language)
    if translation.clause_sha256 != table.digests[clause]:
        raise RuleError("language_stale", clause=clause, language=language)


def _require_certificate(table: Table, clause: ClauseId, language: Language) -> None:
    translation = table.instrument.matrix.translations[clause][language]
    if language in table.deal.policy.certified_languages and not translation.certified_by:
        raise RuleError("language_uncertified", clause=clause, language=language)
