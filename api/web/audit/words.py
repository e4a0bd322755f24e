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
}
