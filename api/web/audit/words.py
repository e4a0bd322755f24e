"""What pages of auditors call codes: how somebody stands to a deal, and facts of figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.web.catalogues import N_

RELATIONS: Final[Mapping[str, str]] = {
    "principal": N_("principal"),
    "participant": N_("participant"),
    "former": N_("principal that has left"),
    "sponsor": N_("sponsor"),
    "invited": N_("invited"),
    "seated": N_("has a seat to attest at"),
    "approver": N_("approver"),
    "granted_timeline": N_("was let see the timeline"),
    "granted_terms": N_("was let read the terms"),
    "granted_papers": N_("was let read the papers"),
}
FACTS: Final[Mapping[str, str]] = {
    "stage": N_("Stage"),
    "round": N_("Round"),
    "tier": N_("Tier"),
    "direction": N_("Direction"),
    "mode": N_("Mode"),
    "industry": N_("Industry"),
    "origin": N_("Origin"),
    "destination": N_("Destination"),
    "project": N_("Project"),
    "principals": N_("Principals"),
    "opened_at": N_("Opened"),
    "stopped_at": N_("Clocks stopped"),
    "reached": N_("Reached"),
    "executions": N_("Executed"),
    "approvals": N_("Approvals"),
    "filings": N_("Filings"),
    "loss": N_("Lost"),
    "theme": N_("Theme"),
    "delegation": N_("Delegation"),
    "ultimate_origin": N_("Ultimate origin"),
    "investor_class": N_("Class of investor"),
    "item": N_("Item of the running order"),
    "place": N_("Place within the item"),
    "repeats": N_("Repeats another deal"),
    "distinct_from": N_("Not the same as"),
}
RESOURCES: Final[Mapping[str, str]] = {
    "accesses": N_("Access log"),
    "certificates": N_("Certificates"),
    "deals": N_("List of deals"),
    "edition": N_("Edition"),
    "erasures": N_("Erasures"),
    "inbox": N_("What waits"),
    "keyring": N_("Keys of an organisation"),
    "mandate": N_("Mandate"),
    "people": N_("List of people"),
    "person": N_("Person"),
    "posts_awaiting": N_("Posts that await a word"),
    "search": N_("Search"),
}
"""What was read by virtue of an office, beside a deal."""
