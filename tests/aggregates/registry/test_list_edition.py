"""Listing an edition."""

from __future__ import annotations

from bdd import after, given
from msgspec.structs import replace
from people import LIN, NOON, REGISTRAR

from aggregates.registry import REGISTRY
from aggregates.registry.events import EditionListed
from aggregates.registry.list_edition import ListEdition, list_edition

LIST = ListEdition(actor=REGISTRAR, at=NOON, edition="edition-2026", name="Harbour Fair 2026")
LISTED = EditionListed(at=NOON, edition="edition-2026", name="Harbour Fair 2026", by="okafor")
BEFORE = EditionListed(at=NOON, edition="edition-2025", name="Harbour Fair 2025", by="okafor")


def test_the_registry_lists_an_edition() -> None:
    given(REGISTRY, BEFORE).when(list_edition, LIST).then(LISTED)
    assert after(REGISTRY, BEFORE, LISTED).editions == {
        "edition-2025": "Harbour Fair 2025",
        "edition-2026": "Harbour Fair 2026",
    }


def test_a_lead_lists_no_edition() -> None:
    given(REGISTRY).when(list_edition, replace(LIST, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("registry", "organiser")
    )


def test_an_edition_keeps_its_name() -> None:
    given(REGISTRY, LISTED).when(list_edition, replace(LIST, name="Bay Fair")).then_refused(
        "edition_exists", edition="edition-2026"
    )


def test_an_edition_without_a_name_is_refused() -> None:
    given(REGISTRY).when(list_edition, replace(LIST, name="")).then_refused(
        "text_empty", field="name"
    )


def test_listing_twice_changes_nothing() -> None:
    given(REGISTRY, BEFORE, LISTED).when(list_edition, LIST).then()
