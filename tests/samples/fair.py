"""Samples of what happens to an edition: its policy, projects, admissions and rates."""

from __future__ import annotations

from aggregates.admission.events import OrganisationAdmitted
from aggregates.edition.events import EditionOpened, ListsDecided, PolicyChanged
from aggregates.edition.lists import CeremonyItem, ListEntry, Lists
from aggregates.project.events import (
    ProjectDescribed,
    ProjectListed,
    ProjectText,
    ProjectWithdrawn,
)
from aggregates.rates.events import RatePublished
from aggregates.vocabulary import Money
from samples.world import ANDES, POLICY, RATES, at

EVENTS = (
    EditionOpened(
        at=at(1, 1),
        edition="edition-2026",
        name="Harbour Fair 2026",
        first_day="2026-09-08",
        last_day="2026-09-11",
        zone="Asia/Shanghai",
        holidays=("2026-09-25", "2026-10-01"),
        code_lists={"ISIC": "Rev.4", "ISO 3166": "2024-03-01", "ISO 4217": "2026-01-01"},
        policy=POLICY,
        by="sato",
    ),
    PolicyChanged(
        at=at(2, 1),
        policy=POLICY,
        reason="Sides asked for an NDA before figures are shown.",
        by="sato",
    ),
    ListsDecided(
        at=at(2, 2),
        number=1,
        lists=Lists(
            themes=(
                ListEntry(code="clean-energy", names={"en": "Clean energy", "zh-Hans": "清洁能源"}),
                ListEntry(code="ports", names={"en": "Ports"}, retired=True),
            ),
            delegations=(ListEntry(code="coast", names={"en": "Coast province"}),),
            sessions=(ListEntry(code="day-1", names={"en": "First day"}),),
            items=(CeremonyItem(code="item-1", session="day-1", names={"en": "Great works"}),),
            size_bands=("0.5", "1", "10"),
        ),
        reason="The fair's themes were decided.",
        by="sato",
    ),
    ProjectListed(
        at=at(1, 2),
        project="project-1",
        title="Module factory at Puerto Claro",
        owner="andes",
        sponsor="bureau",
        industry="C2710",
        destination="PE-CAL",
        amount=Money(amount="480000000", currency="CNY"),
        by="rojas",
    ),
    ProjectDescribed(
        at=at(1, 4),
        texts={
            "en": ProjectText(
                title="Module factory at Puerto Claro",
                summary="A line of 5 GW a year beside the harbour; the land is cleared.",
            ),
            "zh-Hans": ProjectText(title="克拉罗港组件工厂", summary="港口旁年产5吉瓦的生产线。"),
        },
        mode="joint_venture",
        industry="C2710",
        destination="PE-CAL",
        amount=Money(amount="450000000", currency="CNY"),
        by="rojas",
    ),
    ProjectWithdrawn(at=at(29), reason="The site was sold.", by="rojas"),
    OrganisationAdmitted(
        at=at(1, 3),
        organisation=ANDES.id,
        legal_name=ANDES.legal_name,
        country=ANDES.country,
        registration=ANDES.registration,
        registry_position=42,
        by="sato",
    ),
    RatePublished(at=at(8, 1), rates=RATES, by="sato"),
)
