"""The commands of a deal that have a page of their own, and which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_SIGNING: Final = "/deals/{deal}/instruments/{instrument}"
_OWN_KEY: Final = f"{_SIGNING}/own-key"

ELSEWHERE: Final[Mapping[str, str]] = {
    # the table
    "table_offer": "/deals/{deal}/offer",
    "accept_clauses": "/deals/{deal}/accept",
    "counter_clause": "/deals/{deal}/clauses/{clause}/counter",
    "reserve_clause": "/deals/{deal}/reserve",
    "lock_terms": "/deals/{deal}/lock",
    "counter_frame": "/deals/{deal}/frame",
    "propose_correction": "/deals/{deal}/clauses/{clause}/correct",
    # discussion
    **dict.fromkeys(
        ("comment", "ask", "answer", "comment_to_own_side"), "/deals/{deal}/discussion"
    ),
    # signing
    "sign": f"{_SIGNING}/sign",
    "accept_intent": f"{_SIGNING}/sign",
    "witness": f"{_SIGNING}/sign",
    "notarise": f"{_SIGNING}/sign",
    "official_sign": f"{_SIGNING}/sign",
    "open_turn": f"{_SIGNING}/sign",
    "open_signing": f"{_SIGNING}/prepare",
    "submit_intent": "/deals/{deal}/letter",
    "attest_paper_execution": "/desk/deals/{deal}/papers/{instrument}",
    "seal_agreement": f"{_SIGNING}/seal",
    "prepare_signature": _OWN_KEY,
    "complete_signature": _OWN_KEY,
    # how it is counted
    "state_attributes": "/quality/{deal}",
    "schedule_ceremony": "/quality/{deal}",
    "judge_duplicate": "/quality/{deal}/same/{other}",
    # paper, performance
    "record_paper_execution": "/deals/{deal}/paper",
    "propose_schedule": "/deals/{deal}/schedule",
}
"""Command -> the path of the page from which it is sent."""
