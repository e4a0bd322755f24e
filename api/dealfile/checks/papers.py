"""Instruments, clauses and annexes: every language there, every id once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aggregates.deal.kinds import LEADING
from aggregates.deal.terms.events import FRAME
from aggregates.vocabulary import Kind, Value, Wording
from api.dealfile.checks.report import Report, repeated
from api.dealfile.document import DealFile
from api.dealfile.nodes import Path
from api.dealfile.papers import ClauseDraft, InstrumentDraft

_BESIDE = frozenset(set(Kind) - LEADING)
"""Kinds that stand beside a leading instrument and never are it."""


def check_papers(deal: DealFile, report: Report) -> None:
    """Note what is missing or said twice in the annexes and the instruments."""
    _check_annexes(deal, report)
    _once([draft.id for draft in deal.instruments], ("instruments",), report)
    for index, draft in enumerate(deal.instruments):
        _check_instrument(draft, deal.deal.languages, ("instruments", index), report)
        if draft.id == deal.deal.leading and draft.kind in _BESIDE:
            message = f"a {draft.kind.value} is never the leading instrument"
            report.add(("deal", "leading"), "cannot_lead", message)


def _check_annexes(deal: DealFile, report: Report) -> None:
    _once([annex.id for annex in deal.annexes], ("annexes",), report)
    for index, annex in enumerate(deal.annexes):
        if (annex.text is None) == (annex.file is None):
            message = "an annex is either a `text` or a `file`"
            report.add(("annexes", index), "text_or_file", message)
        _in_languages(annex.title, deal.deal.languages, ("annexes", index, "title"), report)


def _check_instrument(
    draft: InstrumentDraft, languages: Sequence[str], path: Path, report: Report
) -> None:
    authentic = draft.authentic_languages
    if not authentic:
        message = "at least one language must bind"
        report.add((*path, "authentic_languages"), "empty_list", message)
    _once(authentic, (*path, "authentic_languages"), report)
    _once(draft.annexes, (*path, "annexes"), report)
    every = list(dict.fromkeys([*authentic, *languages]))
    _in_languages(draft.title, every, (*path, "title"), report)
    _check_names(draft.values, every, (*path, "values"), report)
    _check_bindingness(draft, path, report)
    if not draft.clauses:
        report.add((*path, "clauses"), "empty_list", "an instrument has a clause, or several")
    _once([clause.id for clause in draft.clauses], (*path, "clauses"), report)
    for index, clause in enumerate(draft.clauses):
        _check_clause(clause, (draft, every), (*path, "clauses", index), report)


def _check_bindingness(draft: InstrumentDraft, path: Path, report: Report) -> None:
    is_letter = draft.kind is Kind.LETTER_OF_INTENT
    if is_letter and draft.bindingness is None:
        message = "a letter of intent says how far it binds"
        report.add(path, "missing_key", f"`bindingness` is missing: {message}")
    if not is_letter and draft.bindingness is not None:
        message = "only a letter of intent says how far it binds"
        report.add((*path, "bindingness"), "unknown_key", message)


def _check_clause(
    clause: ClauseDraft, within: tuple[InstrumentDraft, Sequence[str]], path: Path, report: Report
) -> None:
    draft, languages = within
    if clause.id == FRAME:
        report.add((*path, "id"), "reserved_id", f'"{FRAME}" is the row of the frame')
    for tag in draft.authentic_languages:
        if tag not in clause.texts:
            report.add(
                (*path, "texts"), "missing_language", f"the authentic text in {tag} is missing"
            )
    for tag in clause.texts.keys() - set(draft.authentic_languages):
        message = f"{tag} is not authentic: it belongs under `translations`"
        report.add((*path, "texts", tag), "not_authentic", message)
    for tag in clause.translations.keys() & set(draft.authentic_languages):
        message = f"{tag} is authentic: it belongs under `texts`"
        report.add((*path, "translations", tag), "authentic", message)
    for tag in languages:
        if tag not in {*clause.texts, *clause.translations, *draft.authentic_languages}:
            report.add(path, "missing_language", f"there is no text in {tag}")
    _check_names(clause.values, languages, (*path, "values"), report)


def _check_names(
    values: Mapping[str, Value], languages: Sequence[str], path: Path, report: Report
) -> None:
    for name, value in values.items():
        if isinstance(value, Wording):
            _in_languages(value.texts, languages, (*path, name), report)


def _in_languages(
    texts: Mapping[str, str], languages: Sequence[str], path: Path, report: Report
) -> None:
    for tag in languages:
        if tag not in texts:
            report.add(path, "missing_language", f"there is no text in {tag}")


def _once(names: Sequence[str], path: Path, report: Report) -> None:
    for index, name in repeated(names):
        report.add((*path, index), "duplicate_id", f'"{name}" is there already')
