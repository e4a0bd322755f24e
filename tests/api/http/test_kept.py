"""What one page reads of a deal is read once."""

from __future__ import annotations

from http_deal import Negotiation
from http_fair import Fair

from api.http.kept import Kept


def test_a_page_reads_a_deal_once_and_anew_after_a_command(fair: Fair) -> None:
    deal, kept = Negotiation(fair).open().engage(), Kept()
    book = fair.house.installation.edition(fair.edition)
    before = kept.deal(book, deal.deal)
    deal.does("comment", deal.lin, text="Is the port agreed?").then()
    assert kept.deal(book, deal.deal) is before
    kept.forget()
    assert len(kept.deal(book, deal.deal).recorded) == len(before.recorded) + 1
