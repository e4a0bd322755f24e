"""All checks of a deal file that was read."""

from __future__ import annotations

from api.dealfile.checks.clock import check_clock
from api.dealfile.checks.course import check_course
from api.dealfile.checks.fair import check_fair, check_sides
from api.dealfile.checks.papers import check_papers
from api.dealfile.checks.report import Report
from api.dealfile.document import DealFile


def check(deal: DealFile, report: Report) -> None:
    """Note everything in which the parts of ``deal`` do not fit together."""
    check_fair(deal, report)
    check_sides(deal, report)
    check_papers(deal, report)
    check_clock(deal, report)
    check_course(deal, report)
