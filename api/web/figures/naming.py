"""What figures, their rows and their columns are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from api.web.catalogues import N_


class Told(msgspec.Struct, frozen=True):
    """The name of a figure and what it counts, in a sentence."""

    name: str
    about: str


FIGURES: Final[Mapping[str, Told]] = {
    "F1": Told(
        N_("Headline"),
        N_("Instruments executed in the edition, how many and how much, tier by tier."),
    ),
    "F2": Told(
        N_("Direction"),
        N_("Whether the investment comes in, goes out or stays: the three add up to the total."),
    ),
    "F3": Told(
        N_("Industry"),
        N_("Executed instruments by section and division of ISIC Rev.4."),
    ),
    "F3b": Told(
        N_("Themes"),
        N_("Executed instruments by theme of the edition and by delegation."),
    ),
    "F4": Told(
        N_("Origin and destination"),
        N_("From where to where executed instruments invest, with the league tables of both."),
    ),
    "F4b": Told(
        N_("Ultimate origin"),
        N_("From where the investors of executed instruments are controlled."),
    ),
    "F4c": Told(
        N_("Delegations"),
        N_("Executed instruments by delegation, and by the region they come from."),
    ),
    "F5": Told(
        N_("Size bands"),
        N_("Executed instruments by how much each pledges."),
    ),
    "F6": Told(
        N_("Mode and investor"),
        N_("Executed instruments by how they invest, and what kind of investor does."),
    ),
    "F7": Told(
        N_("On the stage and off it"),
        N_("Executed instruments by whether their signing was called on the stage."),
    ),
    "F7b": Told(
        N_("Ceremony"),
        N_("Executed instruments by session and item of the ceremony's running order."),
    ),
    "F8": Told(
        N_("Funnel"),
        N_("How many deals came how far, how many went on, and how long that took."),
    ),
    "F9": Told(
        N_("Health of negotiations"),
        N_("Whose turn it is, since when nobody has moved, and how much is open."),
    ),
    "F10": Told(
        N_("Approvals and filings"),
        N_("What waits on boards and authorities, what is overdue, and what was decided."),
    ),
    "F13": Told(
        N_("Losses"),
        N_("Deals that were declined, withdrawn, expired or terminated, by reason and stage."),
    ),
    "F15": Told(
        N_("Verification"),
        N_("How often papers were checked by anybody, and with what verdict."),
    ),
    "F16": Told(
        N_("Integrity"),
        N_("How far the logs are signed, who outside has seen them, and when all was checked."),
    ),
    "F17": Told(
        N_("Quality of the data"),
        N_("Deals of which somebody should look at what is on record."),
    ),
}
"""Every figure that can be shown, in order."""

SECTIONS: Final[Mapping[str, str]] = {
    "A": N_("Agriculture, forestry and fishing"),
    "B": N_("Mining and quarrying"),
    "C": N_("Manufacturing"),
    "D": N_("Electricity and gas"),
    "E": N_("Water and waste"),
    "F": N_("Construction"),
    "G": N_("Wholesale and retail trade"),
    "H": N_("Transport and storage"),
    "I": N_("Accommodation and food"),
    "J": N_("Information and communication"),
    "K": N_("Finance and insurance"),
    "L": N_("Real estate"),
    "M": N_("Professional and scientific services"),
    "N": N_("Administrative services"),
    "O": N_("Public administration"),
    "P": N_("Education"),
    "Q": N_("Health and social work"),
    "R": N_("Arts and recreation"),
    "S": N_("Other services"),
    "T": N_("Households as employers"),
    "U": N_("International organisations"),
    "?": N_("No section on record"),
}
INVESTORS: Final[Mapping[str, str]] = {
    "state_owned": N_("State-owned enterprise"),
    "listed": N_("Listed company"),
    "private": N_("Private company"),
    "financial": N_("Financial institution"),
    "fund": N_("Investment fund"),
    "sovereign": N_("Sovereign fund"),
    "development": N_("Development institution"),
    "individual": N_("Individual"),
}
"""The classes of investors."""
CODES: Final[Mapping[str, str]] = {
    "total": N_("All"),
    "inbound": N_("Inbound"),
    "outbound": N_("Outbound"),
    "domestic": N_("Domestic"),
    "greenfield": N_("Greenfield"),
    "merger_acquisition": N_("Merger or acquisition"),
    "joint_venture": N_("Joint venture"),
    "expansion": N_("Expansion"),
    "technology_licence": N_("Technology licence"),
    "epc": N_("EPC"),
    "trade": N_("Trade"),
    "on_stage": N_("On the stage"),
    "off_stage": N_("Off the stage"),
    "unknown": N_("Unknown"),
    **INVESTORS,
    "intent": N_("Intent submitted"),
    "approved": N_("Approved"),
    "paid_in": N_("Paid in"),
    "nobody": N_("Nobody"),
    "one": N_("One side"),
    "several": N_("Several sides"),
    "deal_expired": N_("The deal's deadline passed"),
    "intent_expired": N_("The letter's deadline passed"),
    "terminated_breach": N_("Terminated for breach"),
    "terminated_condition_not_met": N_("Terminated: a condition was not met"),
    "terminated_insolvency": N_("Terminated for insolvency"),
    "terminated_force_majeure": N_("Terminated for force majeure"),
    "terminated_convenience": N_("Terminated for convenience"),
    "terminated_mutual": N_("Terminated by all sides"),
    "file": N_("A file"),
    "digest": N_("A digest"),
    "code": N_("The code on a page"),
    "valid": N_("Valid"),
    "not_valid": N_("Not valid"),
    "cannot_tell": N_("Cannot tell"),
    "known": N_("Known"),
    "unclassified": N_("Not fully classified"),
    "unattributed": N_("Executed, and its attributes were not stated"),
    "duplicates": N_("Perhaps the same deal twice"),
    "stale": N_("Nobody moved for 15 days"),
    "africa": N_("Africa"),
    "americas": N_("Americas"),
    "asia": N_("Asia"),
    "europe": N_("Europe"),
    "oceania": N_("Oceania"),
    "other": N_("Elsewhere"),
}
