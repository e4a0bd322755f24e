"""What can have happened to what may be published of a deal. Stored for ever."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from aggregates.vocabulary import Event, InstrumentId, OrganisationId, PersonId


class Item(Enum):
    """What may be published of an executed instrument. None contains another.

    ``name`` is the title of the deal and the names of its sides; ``amount`` what is pledged;
    ``moment`` when it was executed. ``original`` is the document itself, and is never listed: it is
    opened to whoever holds a page of it, by the page code.
    """

    NAME = "name"
    AMOUNT = "amount"
    MOMENT = "moment"
    ORIGINAL = "original"


class PublicationConsented(Event, frozen=True, kw_only=True, tag="deal.publication_consented.v1"):
    """A side consented to the publication of items of an executed instrument.

    ``items`` are a set, sorted, of what it had not consented to before.
    """

    instrument: InstrumentId
    items: tuple[Item, ...]
    principal: OrganisationId
    by: PersonId


class PublicationConsentWithdrawn(
    Event, frozen=True, kw_only=True, tag="deal.publication_consent_withdrawn.v1"
):
    """A side withdrew its consent to items, from now on. What was published stays published."""

    instrument: InstrumentId
    items: tuple[Item, ...]
    principal: OrganisationId
    by: PersonId


class ConfidentialityDeclared(
    Event, frozen=True, kw_only=True, tag="deal.confidentiality_declared.v1"
):
    """A side keeps the deal confidential: it is counted, and listed nowhere, whoever consents."""

    principal: OrganisationId
    by: PersonId


class ConfidentialityLifted(Event, frozen=True, kw_only=True, tag="deal.confidentiality_lifted.v1"):
    """A side keeps the deal confidential no longer. What another side declared stands."""

    principal: OrganisationId
    by: PersonId


PublicityEvent: TypeAlias = (
    PublicationConsented
    | PublicationConsentWithdrawn
    | ConfidentialityDeclared
    | ConfidentialityLifted
)
