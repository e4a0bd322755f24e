"""A project in the language of who reads, or in one that it is told in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import msgspec

from aggregates.project.events import ProjectText
from aggregates.vocabulary import Language, Money
from api.routes.projects import ProjectNow
from api.web.deals.amounts import plain_decimal
from api.web.forms import Form
from api.web.tongues import CHINESE, ENGLISH, Tongue

LANGUAGES: Final = (ENGLISH.tag, CHINESE.tag)
"""In which a form asks for a project; other languages come by the interface, and stay."""


class Telling(Protocol):
    """What is told of a project: a row of the catalogue, a card, or all of it."""

    @property
    def title(self) -> str:
        """What it is called for who reads none of the languages."""
        ...

    @property
    def texts(self) -> Mapping[Language, ProjectText]:
        """What is said of it, by language."""
        ...


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody reads of a project; ``language`` is empty where nobody said which it is."""

    language: Language
    title: str
    summary: str


def told_in(tongue: Tongue, said: Telling) -> Told:
    """Return a project in a language, else in English, else in the first that it has."""
    for language in (tongue.tag, ENGLISH.tag, *sorted(said.texts)):
        if language in said.texts:
            text = said.texts[language]
            return Told(language=language, title=text.title, summary=text.summary)
    return Told(language="", title=said.title, summary="")


def fields_of(project: ProjectNow) -> dict[str, str]:
    """Return what the form of a project begins with; a bare title stands as the English one."""
    texts = project.texts or {ENGLISH.tag: ProjectText(title=project.title)}
    country, _, region = project.destination.partition("-")
    amount = project.amount or Money(amount="", currency="CNY")
    written = {
        "industry": project.industry,
        "country": country,
        "region": region,
        "mode": project.mode,
        "amount": amount.amount,
        "currency": amount.currency,
    }
    for language in LANGUAGES:
        text = texts.get(language, ProjectText(title=""))
        written |= {f"title.{language}": text.title, f"summary.{language}": text.summary}
    return written


FIELDS: Final[Sequence[str]] = (
    "industry",
    "country",
    "region",
    "mode",
    "amount",
    "currency",
    *(f"{part}.{language}" for language in LANGUAGES for part in ("title", "summary")),
)


def described_in(form: Form, kept: Mapping[Language, ProjectText]) -> dict[str, object]:
    """Return what the form says a project is, as the command wants it.

    ``kept`` are the texts so far: those in a language that the form does not ask for stay. An
    amount is only where one is sought.
    """
    region, amount = form.text("region"), plain_decimal(form.text("amount"))
    country = form.text("country")
    money = {"amount": amount, "currency": form.text("currency").upper()} if amount else None
    return {
        "texts": {
            **{tag: text for tag, text in kept.items() if tag not in LANGUAGES},
            **_texts(form),
        },
        "mode": form.text("mode"),
        "industry": form.text("industry").upper(),
        "destination": f"{country}-{region.upper()}" if region else country,
        "amount": money,
    }


def _texts(form: Form) -> dict[Language, ProjectText]:
    """Return what is written in each language; a summary without a title is for the rule to say."""
    written = {
        tag: ProjectText(
            title=form.text(f"title.{tag}"),
            summary=form.text(f"summary.{tag}").replace("\r\n", "\n").strip(),
        )
        for tag in LANGUAGES
    }
    return {tag: text for tag, text in written.items() if text.title or text.summary}
