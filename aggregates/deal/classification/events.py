"""What can have happened to how a deal is counted. Stored for ever."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import msgspec

from aggregates.deal.parties.events import Classification
from aggregates.vocabulary import DealId, Event, PersonId


class ClassificationCorrected(
    Event, frozen=True, kw_only=True, tag="deal.classification_corrected.v1"
):
    """The organiser corrected how figures count the deal; no digest and no paper changes."""

    previous: Classification
    classification: Classification
    reason: str
    by: PersonId


class InvestorClass(Enum):
    """What kind of investor pledges."""

    STATE_OWNED = "state_owned"
    LISTED = "listed"
    PRIVATE = "private"
    FINANCIAL = "financial"
    FUND = "fund"
    SOVEREIGN = "sovereign"
    DEVELOPMENT = "development"
    INDIVIDUAL = "individual"


class Attributes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By what figures count a deal beside its classification; none is what is not known.

    ``theme`` and ``delegation`` are codes of the edition's own lists, of the decision ``lists``
    (counted from 1, 0 before the first). ``ultimate_origin`` is where the investor is controlled
    from (ISO 3166-1): the classification's origin is the immediate one.
    """

    theme: str | None = None
    delegation: str | None = None
    ultimate_origin: str | None = None
    investor_class: InvestorClass | None = None
    lists: int
    made_by: PersonId


class AttributesStated(Event, frozen=True, kw_only=True, tag="deal.attributes_stated.v1"):
    """The organiser stated by what else the deal is counted; no digest and no paper changes."""

    previous: Attributes | None
    attributes: Attributes
    reason: str
    by: PersonId


class CeremonyScheduled(Event, frozen=True, kw_only=True, tag="deal.ceremony_scheduled.v1"):
    """The organiser gave the deal its place in an item of the running order, or took it out.

    ``place`` counts from 1 within the item; without an ``item`` it is 0.
    """

    item: str | None
    place: int
    by: PersonId


class Finding(Enum):
    """What two deals that look alike are to each other, said of the one whose event it is."""

    DISTINCT = "distinct"
    STANDS = "stands"
    REPEATS = "repeats"


class DuplicateJudged(Event, frozen=True, kw_only=True, tag="deal.duplicate_judged.v1"):
    """The organiser looked at the deal and at ``other``, which is alike; both are told.

    ``distinct``: both count. Else this one ``stands`` for both, or it ``repeats`` the other, and no
    figure of what is executed, of how far deals came or of losses counts it, nor is it listed.
    """

    other: DealId
    finding: Finding
    reason: str
    by: PersonId


ClassificationEvent: TypeAlias = (
    ClassificationCorrected | AttributesStated | CeremonyScheduled | DuplicateJudged
)
