"""The fair, the sides and the mandates: dates in order, functions that fit."""

from __future__ import annotations

from typing import Final

from aggregates.vocabulary import SYSTEM, Role
from api.dealfile.checks.report import Report
from api.dealfile.document import DealFile
from api.dealfile.nodes import Path

REGISTRARS: Final = 2
"""How many people of the registry a fair has at least."""


def check_fair(deal: DealFile, report: Report) -> None:
    """Note an edition that ends before it starts, and offices that do not fit their use."""
    if deal.edition.ends < deal.edition.starts:
        report.add(("edition", "ends"), "wrong_order", "the edition ends before it starts")
    functions = {office.function for office in deal.offices.values()}
    if "registry" not in functions:
        report.add(("offices",), "no_registry", "no office has the function registry")
    _check_registrars(deal, report)
    _check_sponsors(deal, report)
    for index, rate in enumerate(deal.rates):
        if rate.base == rate.quote:
            report.add(("rates", index, "quote"), "same_currency", "a rate joins two currencies")


def _check_registrars(deal: DealFile, report: Report) -> None:
    """Two of the registry give every office: the one proposes, the other confirms."""
    registrars = sum(Role.REGISTRY in person.roles for person in deal.people.values())
    if registrars < REGISTRARS:
        message = f"two people have the role registry, and here are {registrars}"
        report.add(("people",), "one_registrar", message)


def _check_sponsors(deal: DealFile, report: Report) -> None:
    opener = deal.offices.get(deal.deal.opener)
    if opener is not None and opener.function != "sponsor":
        message = "a deal is opened by an organisation, or by a sponsor"
        report.add(("deal", "opener"), "not_a_sponsor", message)
    sponsor = deal.offices.get(deal.project.sponsor)
    if sponsor is not None and sponsor.function != "sponsor":
        message = f"{deal.project.sponsor} has another function: {sponsor.function}"
        report.add(("project", "sponsor"), "not_a_sponsor", message)


def check_sides(deal: DealFile, report: Report) -> None:
    """Note ids used twice, people without a role, and mandates that can never hold."""
    _check_names(deal, report)
    for name, person in deal.people.items():
        if not person.roles:
            report.add(("people", name, "roles"), "empty_list", "a person has a role, or several")
    for name, mandate in deal.mandates.items():
        path = ("mandates", name)
        if mandate.valid_until < mandate.valid_from:
            message = "the mandate ends before it begins"
            report.add((*path, "valid_until"), "wrong_order", message)
        if not mandate.instruments:
            message = "a mandate names the kinds of instruments that it covers"
            report.add((*path, "instruments"), "empty_list", message)
        if mandate.verified_by == mandate.person:
            message = "somebody else must have verified the mandate"
            report.add((*path, "verified_by"), "own_mandate", message)


def _check_names(deal: DealFile, report: Report) -> None:
    """An id stands for one thing in the whole file; seats, questions and approvals aside."""
    taken = {SYSTEM: "the actor of what expires"}
    declared: list[tuple[Path, str, str]] = [
        *((("organisations", name), name, "an organisation") for name in deal.organisations),
        *((("offices", name), name, "an office") for name in deal.offices),
        *((("people", name), name, "a person") for name in deal.people),
        *((("mandates", name), name, "a mandate") for name in deal.mandates),
        *(
            (("instruments", index, "id"), draft.id, "an instrument")
            for index, draft in enumerate(deal.instruments)
        ),
    ]
    for path, name, kind in declared:
        if name in taken and taken[name] != kind:
            report.add(path, "duplicate_id", f"{name} is {taken[name]} as well")
        taken.setdefault(name, kind)
