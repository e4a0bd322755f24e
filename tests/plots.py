"""Small plots: the fair, sides and papers of the reference page, and moves of a test's own.

``given_plot(*OPENED, LETTER, move("lock_terms", "lin-jiahe"))`` is a deal file with those moves.
"""

from __future__ import annotations

from textwrap import indent

import yaml
from dealfiles import SAMPLE

from api.dealfile.document import DealFile
from api.dealfile.load import parse_deal_file

LIN, JANA, HE = "lin-jiahe", "jana-ruehl", "he-mingda"
"""Minhai's lead, Aster's lead, Minhai's approver."""
YE, SHEN, FANG = "ye-zhiqiu", "shen-zhiyuan", "fang-xiaolan"
"""Registrar, interpreter and witness; organiser and notary; official."""

FAIR = (
    SAMPLE[: SAMPLE.index("moves:\n")]
    .replace("nda_required: true", "nda_required: false")
    .replace("    approval_kinds: [board]\n", "")
    .replace("roles: [organiser]", "roles: [organiser, notary]")
    .replace("roles: [registry, interpreter]", "roles: [registry, interpreter, witness]")
)
"""The fair of the reference page, which asks for no NDA here and for no approval."""
BEGIN = "2026-09-08T09:00:00+08:00"


def move(do: str, by: str, **keys: object) -> str:
    """Return a move as it stands in a file, an hour after the one before."""
    return yaml.safe_dump([{"do": do, "by": by, "at": "+1h", **keys}], allow_unicode=True)


def seat(identifier: str, of: str, person: str, mandate: str = "", **keys: object) -> object:
    """Return a seat where one person may sit."""
    sitter = {"person": person, "mandate": mandate} if mandate else {"person": person}
    return {"id": identifier, "of": of, "sitters": [sitter], **keys}


MINHAI, ASTER = (
    seat("minhai", "minhai", LIN, "minhai-lin"),
    seat("aster", "aster", JANA, "aster-ruehl"),
)

OPENED = (
    move("open_deal", LIN, at=BEGIN, expires="+300d"),
    move("invite_party", LIN, organisation="aster"),
    move("join_deal", JANA),
)
LETTER = (
    move("draft_instrument", LIN, instrument="letter"),
    move("submit_intent", LIN, instrument="letter", expires="+14d", seats=[MINHAI, ASTER]),
    move("accept_intent", JANA, instrument="letter"),
)
TABLED = (move("table_offer", LIN, expires="+30d"),)
TRANSLATED = (
    move("add_participant", LIN, organisation="fair-registry", role="adviser"),
    move("translate_clause", YE, language="zh-Hans", clauses="all", acting_as="interpreter"),
    move("certify_translation", YE, language="zh-Hans", acting_as="interpreter"),
)
ACCEPTED = (move("accept_clauses", JANA, clauses="all"),)
LOCKED = (*OPENED, *LETTER, *TABLED, *TRANSLATED, *ACCEPTED, move("lock_terms", LIN))
APPROVED = (
    *LOCKED,
    move("request_approval", LIN, approval="board", kind="board", approver=HE),
    move("grant_approval", HE, approval="board", mandate="minhai-he"),
)
SIGNING = (
    *APPROVED,
    move("open_signing", LIN, expires="+3d", seats=[MINHAI, ASTER]),
)


def plot(*moves: str, fair: str = FAIR) -> str:
    """Return a deal file with these moves."""
    return f"{fair}moves:\n{indent(''.join(moves), '  ')}"


def given_plot(*moves: str, fair: str = FAIR) -> DealFile:
    """Return a deal with these moves, read."""
    return parse_deal_file(plot(*moves, fair=fair).encode())
