"""Papers are handed out under names that tell them apart."""

from __future__ import annotations

from in_force import SURVEY, WIDER, agreement, amended

from api.papers import paper_name


def test_no_two_papers_of_a_deal_have_one_name() -> None:
    deal = amended(amended(agreement(), "amendment-1", WIDER), "amendment-2", SURVEY)
    assert [paper_name(deal, one) for one in deal.instruments.values()] == [
        "agreement.pdf",
        "amendment.pdf",
        "amendment-2.pdf",
    ]
