"""What the catalogue says of a project at one time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec

from aggregates.checks import (
    check_destination,
    check_identifier,
    check_industry,
    check_language,
    check_name,
    check_positive_money,
    check_some,
    check_text,
)
from aggregates.project.events import ProjectDescribed, ProjectListed, ProjectText
from aggregates.vocabulary import Language, Money

SUMMARY_MAX: Final = 4_000
"""Characters: what somebody reads before they decide to read on."""
ENGLISH: Final[Language] = "en"


class ProjectCard(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a project ``since`` an instant.

    ``title`` is for who reads none of the languages of ``texts``, which is empty for a project that
    was listed by its title alone. ``mode`` is how one would invest, empty while that is open;
    ``amount`` is what is sought.
    """

    since: datetime
    title: str
    texts: dict[Language, ProjectText]
    mode: str
    industry: str
    destination: str
    amount: Money | None


def listed_card(listed: ProjectListed) -> ProjectCard:
    """Return what a project is listed as."""
    return ProjectCard(
        since=listed.at,
        title=listed.title,
        texts={},
        mode="",
        industry=listed.industry,
        destination=listed.destination,
        amount=listed.amount,
    )


def described_card(described: ProjectDescribed) -> ProjectCard:
    """Return what a project is described as: called as in English, else as in the first tag."""
    texts = described.texts
    return ProjectCard(
        since=described.at,
        title=texts[ENGLISH if ENGLISH in texts else min(texts)].title,
        texts=texts,
        mode=described.mode,
        industry=described.industry,
        destination=described.destination,
        amount=described.amount,
    )


def titles_beside(card: ProjectCard, title: str) -> Mapping[Language, str]:
    """Return the titles of a project by language if ``title`` is one of them, else nothing."""
    titles = {language: text.title for language, text in card.texts.items()}
    return titles if title in titles.values() else {}


def searched(card: ProjectCard) -> str:
    """Return the words by which a project is found, in every language, a line each."""
    told = (line for text in card.texts.values() for line in (text.title, text.summary) if line)
    return "\n".join(dict.fromkeys((card.title, *told)))


def check_description(described: ProjectDescribed) -> None:
    """A title in one language or more, and codes of the right form.

    Raises:
        RuleError: ``list_empty``, ``language_malformed``, ``identifier_malformed``,
            ``industry_malformed``, ``destination_malformed``, and the codes of `check_name`,
            `check_text` and `check_positive_money`.
    """
    check_some("texts", described.texts)
    for language, text in described.texts.items():
        check_language("texts", language)
        check_name("title", text.title)
        if text.summary:
            check_text("summary", text.summary, longest=SUMMARY_MAX)
    if described.mode:
        check_identifier("mode", described.mode)
    check_industry("industry", described.industry)
    check_destination("destination", described.destination)
    if described.amount is not None:
        check_positive_money("amount", described.amount)
