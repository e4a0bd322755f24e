"""What the codes of a deal's matters are called: approvals, filings, grounds, disputes, scopes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from api.web.catalogues import N_, texts_in
from api.web.tongues import Tongue
from api.web.words import called

APPROVALS: Final = {
    "board": N_("The board"),
    "parent": N_("The parent company"),
    "asset_supervisor": N_("The asset supervisor"),
    "government": N_("A government body"),
    "investment_committee": N_("The investment committee"),
    "foreign_investment": N_("The authority for foreign investment"),
    "public_asset": N_("The authority for public assets"),
}
FILINGS: Final = {
    "project_filing": N_("Project filing"),
    "merger_control": N_("Merger control"),
    "foreign_investment_review": N_("Review of foreign investment"),
    "outbound_investment_filing": N_("Filing of outbound investment"),
    "foreign_exchange_registration": N_("Registration of foreign exchange"),
    "environmental_assessment": N_("Environmental assessment"),
    "export_licence": N_("Export licence"),
}
EFFECTS: Final = {
    "blocking": N_("The signing"),
    "condition": N_("The effect of the agreement"),
}
STATUSES: Final = {
    "required": N_("To be submitted"),
    "submitted": N_("Before the authority"),
    "granted": N_("Granted"),
    "refused": N_("Refused"),
    "lifted": N_("Not required"),
}
GROUNDS: Final = {
    "breach": N_("Breach"),
    "insolvency": N_("Insolvency"),
    "force_majeure": N_("Force majeure"),
    "condition_not_met": N_("A condition was not met"),
    "convenience": N_("As the agreement allows without a ground"),
}
DISPUTES: Final = {
    "mediation": N_("Mediation"),
    "arbitration": N_("Arbitration"),
    "litigation": N_("Litigation"),
    "administrative": N_("Administrative proceedings"),
}
OUTCOMES: Final = {
    "settled": N_("Settled"),
    "awarded": N_("Awarded"),
    "dismissed": N_("Dismissed"),
    "withdrawn": N_("Taken back"),
}
DECISIONS: Final = {
    "judgment": N_("Judgment"),
    "award": N_("Award"),
    "interim_order": N_("Interim order"),
    "administrative_act": N_("Administrative act"),
}
ATTESTATIONS: Final = {
    "apostille": N_("Apostille"),
    "legalisation": N_("Legalisation"),
    "stamp_duty_receipt": N_("Receipt of stamp duty"),
    "registration": N_("Registration"),
}
PARTICIPANTS: Final = {
    "adviser": N_("Adviser"),
    "lender": N_("Lender"),
    "guarantor": N_("Guarantor"),
    "observer": N_("Observer"),
}
PUBLISHED: Final = {
    "name": N_("The title of the deal and the names of its sides"),
    "amount": N_("The amount"),
    "moment": N_("When it was signed"),
    "original": N_("The original, for who holds a page of it with its code"),
}
SCOPES: Final = {
    "timeline": N_("What happened, and when"),
    "terms": N_("The terms and the whole history"),
    "papers": N_("Documents and annexes"),
}
DIRECTIONS: Final = {
    "inbound": N_("Inbound"),
    "outbound": N_("Outbound"),
    "domestic": N_("Domestic"),
}
MODES: Final = {
    "greenfield": N_("Greenfield"),
    "merger_acquisition": N_("Merger or acquisition"),
    "joint_venture": N_("Joint venture"),
    "expansion": N_("Expansion"),
    "technology_licence": N_("Technology licence"),
    "epc": N_("Engineering, procurement, construction"),
    "trade": N_("Trade"),
}
SEATS: Final = {
    "registry": N_("Registry"),
    "signatory": N_("Signatory"),
    "witness": N_("Witness"),
    "notary": N_("Notary"),
    "official": N_("Official"),
}
PROGRESS: Final = {
    "draft": N_("Draft"),
    "negotiating": N_("Negotiating"),
    "locked": N_("Locked"),
    "approving": N_("Approving"),
    "signing": N_("Signing"),
    "executed": N_("Executed"),
    "void": N_("Void"),
}
_ALL: Final[Mapping[str, str]] = {
    "mutual": N_("By agreement of all sides"),
    **APPROVALS, **FILINGS, **STATUSES, **GROUNDS, **DISPUTES, **OUTCOMES, **DECISIONS,
    **ATTESTATIONS, **PARTICIPANTS, **SCOPES, **PUBLISHED, **DIRECTIONS, **MODES, **SEATS,
    **EFFECTS, **PROGRESS,
}  # fmt: skip


def matter_called(tongue: Tongue, code: str | Enum) -> str:
    """Return what a code is called in a language; one without a word is shown as it is."""
    return called(texts_in(tongue), _ALL, code)
