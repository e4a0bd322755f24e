"""What leads write beside the table: letters, frames, corrections."""

from __future__ import annotations

from typing import Any

import pytest
from http_deal import Negotiation
from http_fair import Fair
from web_deal import CLAUSES, Talks, clause
from web_window import Opens

NAMED = {"en": "Mawei Cable Ltd.", "zh-Hans": "马尾海缆有限公司"}


@pytest.fixture(scope="module")
def agreed(fair: Fair) -> Negotiation:
    """Give a deal whose terms are locked."""
    return Negotiation(fair).open().engage().agree()


def row(deal: Negotiation, name: str) -> dict[str, Any]:
    """Return a row of the table as it stands."""
    rows = deal.reads(deal.lin, "/matrix").body["rows"]
    return next(dict(one) for one in rows if one["row"] == name)


def test_a_frame_is_countered_without_touching_a_clause(window: Opens, fair: Fair) -> None:
    talks = Talks(fair).open().engage().talk()
    here = window(talks.ana, width=360).goes(f"/deals/{talks.deal}")
    here.page.locator("#row-frame").get_by_role("link", name="Counter").click()
    here.page.get_by_label("Forum").fill("HKIAC")
    assert (here.overflows(), here.breaches()) == (False, [])
    here.keeps("frame").presses("Put it on the table").reads("Your frame is on the table.")
    assert talks.reads(talks.lin, "/matrix").body["frame"]["forum"] == "HKIAC"
    assert row(talks, "scope")["cells"][talks.lin.actor.organisation] == "agreed"


def test_an_amount_that_is_emptied_is_pledged_no_more(window: Opens, fair: Fair) -> None:
    talks = Talks(fair).open().engage().talk()
    here = window(talks.ana, script=False).goes(f"/deals/{talks.deal}/frame")
    here.fills(amount="").presses("Put it on the table").reads("Your frame is on the table.")
    assert "amount" not in talks.reads(talks.lin, "/matrix").body["frame"]["values"]


def test_values_are_told_in_words_and_a_name_among_them_is_written_anew(
    window: Opens, fair: Fair
) -> None:
    talks = Talks(fair).open().engage()
    values = {
        "company_name": {"type": "wording", "texts": NAMED},
        "exclusive": {"type": "quantity", "value": "60", "unit": "day"},
    }
    scope = {**clause("scope", CLAUSES["scope"]), "values": values}
    talks.table(frame={**talks.frame(), "clause_ids": ["scope"]}, clauses=[scope]).then()
    there = window(talks.ana, tongue="zh-Hans", script=False).goes(f"/deals/{talks.deal}")
    there.reads("排他期 60 天").reads("公司名称")
    here = window(talks.ana, script=False).goes(f"/deals/{talks.deal}/clauses/scope/counter")
    here.fills(**{"value-company_name-en": "Fuzhou Cable Ltd.", "value-exclusive": "1"})
    here.presses("See what it comes to").reads("exclusive [deleted: 60 days] [inserted: 1 day]")
    here.presses("Put it on the table").reads("Your wording is on the table.")
    stand = row(talks, "scope")["clause"]["values"]
    assert stand["company_name"]["texts"] == {**NAMED, "en": "Fuzhou Cable Ltd."}
    assert stand["exclusive"]["value"] == "1"


def test_a_slip_of_the_pen_is_proposed_and_confirmed(window: Opens, agreed: Negotiation) -> None:
    here = window(agreed.lin).goes(f"/deals/{agreed.deal}")
    here.page.get_by_role("link", name="Correct a clerical error").click()
    here.fills(**{"body-en": "The price  is CNY 480,000,000 (net)."}, reason="A word was lost.")
    assert here.keeps("correct").breaches() == []
    here.presses("Propose the correction").reads("The correction is proposed.")
    there = window(agreed.ana).goes(f"/deals/{agreed.deal}").reads("A correction is proposed")
    there.keeps("correction").presses("Confirm the correction", role="link")
    there.page.locator("#sheet").get_by_role("button", name="Confirm the correction").click()
    there.reads("Done, and recorded at position")
    assert row(agreed, "c1")["clause"]["texts"]["en"]["body"].endswith("(net).")


def test_a_correction_that_is_none_is_told_in_place(window: Opens, agreed: Negotiation) -> None:
    here = window(agreed.ana, script=False).goes(f"/deals/{agreed.deal}/clauses/c1/correct")
    here.fills(reason="Nothing.").presses("Propose the correction")
    here.page.get_by_role("alert").wait_for()


def test_a_letter_is_begun_written_and_kept_while_it_is(window: Opens, fair: Fair) -> None:
    deal = Negotiation(fair).open()
    here = (
        window(deal.lin)
        .goes(f"/deals/{deal.deal}")
        .presses("Write the letter of intent", role="link")
    )
    here.presses("Begin the letter", role="link")
    here.page.locator("#sheet").get_by_role("button", name="Begin another instrument").click()
    here.reads("Done, and recorded at position").goes(f"/deals/{deal.deal}/letter")
    here.fills(**{"heading-c1-en": "Purpose", "body-c1-en": "The sides mean to build a plant."})
    here.presses("Add a clause").page.locator("[name='heading-c2-en']").wait_for()
    assert here.page.locator("[name='heading-c1-en']").input_value() == "Purpose"
    assert here.page.locator("[name=signs]").count() == 2
    assert here.keeps("letter").breaches() == []
