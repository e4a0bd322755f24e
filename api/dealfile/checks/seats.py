"""Seats: people who may sit there, under mandates of their own."""

from __future__ import annotations

from api.dealfile.checks.report import Report
from api.dealfile.document import DealFile
from api.dealfile.moves.seats import SitterDraft
from api.dealfile.moves.signing import OpenSigning, ReplaceSignatory
from api.dealfile.moves.terms import SubmitIntent
from api.dealfile.nodes import Path

SIGNATORY = "signatory"


def check_seats(
    deal: DealFile, move: SubmitIntent | OpenSigning, path: Path, report: Report
) -> None:
    """Note seats of principals without people or mandates, and mandates where none belongs.

    Where the move is to be refused, the mandates are as they are: that may be the reason.
    """
    for index, seat in enumerate(move.seats):
        here = (*path, "seats", index)
        if not seat.sitters:
            report.add((*here, "sitters"), "empty_list", "somebody must sit in a seat")
        if seat.role == SIGNATORY and seat.of not in report.ids(("organisations",)):
            message = "a signatory signs for an organisation, not for an office"
            report.add((*here, "of"), "not_a_side", message)
        for place, sitter in enumerate(seat.sitters if not move.expect else ()):
            at = (*here, "sitters", place)
            if seat.role == SIGNATORY:
                check_sitter(deal, sitter, seat.of, at, report)
            elif sitter.mandate:
                message = "only a signatory needs a mandate"
                report.add((*at, "mandate"), "unknown_key", message)


def check_sitter(
    deal: DealFile, sitter: SitterDraft | ReplaceSignatory, of: str, path: Path, report: Report
) -> None:
    """Note a mandate that is missing, or another's; ``of`` is empty where it is not known here."""
    mandate = deal.mandates.get(sitter.mandate)
    if not sitter.mandate:
        report.add(path, "missing_key", "`mandate` is missing: a signatory needs one")
    elif mandate is not None and mandate.person != sitter.person:
        message = f"{sitter.mandate} is the mandate of {mandate.person}"
        report.add((*path, "mandate"), "other_mandate", message)
    elif mandate is not None and of not in {mandate.organisation, ""}:
        message = f"{sitter.mandate} binds {mandate.organisation}, not {of}"
        report.add((*path, "mandate"), "other_mandate", message)
