"""Clauses taken along as a document of Word, and brought back as counters once they were seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from http_fair import Fair
from web_deal import Talks
from web_window import THEMES, TONGUES, WIDTHS, Opens, Window
from word_documents import cut, ins, repacked, run, within

SAID = "The cable meets IEC 60840 and carries a warranty of 12 years."
LONGER = within(SAID, run("The cable meets IEC 60840 and carries a warranty of "), cut("12"),
                ins("15"), run(" years."))  # fmt: skip


@pytest.fixture(scope="module")
def talks(fair: Fair) -> Talks:
    """Give a deal in the middle of its negotiation."""
    return Talks(fair).open().engage().talk()


def takes_along(here: Window, folder: Path) -> Path:
    """Return the document as the page gives it out."""
    with here.page.expect_download() as coming:
        here.page.get_by_role("link", name="Download as Word").click()
    document = folder / "clauses.docx"
    coming.value.save_as(document)
    return document


def hands_in(here: Window, document: Path) -> Window:
    """Have the page look at a document."""
    here.page.locator("[name=document]").set_input_files(document)
    return here.presses("Look at what it proposes")


def test_a_document_goes_out_is_changed_and_becomes_a_counter(
    talks: Talks, window: Opens, tmp_path: Path
) -> None:
    here = window(talks.lin, script=False).goes(f"/deals/{talks.deal}/word")
    document = takes_along(here, tmp_path)
    assert hands_in(here, document).heading() == "Word and PDF"
    here.reads("The document changes nothing")
    before, version = talks.digest("warranty"), talks.version
    document.write_bytes(repacked(document.read_bytes(), LONGER))
    hands_in(here, document).reads("1 clause reads otherwise").keeps("word-preview")
    assert "12" in here.page.locator("del").inner_text()
    assert talks.version == version
    here.presses("Put what is ticked on the table").reads("are on the table.")
    assert talks.digest("warranty") != before


def test_what_cannot_be_told_exactly_is_refused_with_its_place(
    talks: Talks, window: Opens, tmp_path: Path
) -> None:
    here = window(talks.ana).goes(f"/deals/{talks.deal}/word")
    document = takes_along(here, tmp_path)
    other = ("meets IEC 60840", "meets IEC 60841")
    document.write_bytes(repacked(document.read_bytes(), other))
    hands_in(here, document)
    alert = here.page.get_by_role("alert")
    alert.wait_for()
    assert "Clause 4 (en) was changed without the change being tracked" in alert.inner_text()


def test_programs_are_told_what_a_document_proposes(talks: Talks) -> None:
    path = f"/api/v1/deals/{talks.deal}/instruments/{talks.leading}/word"
    client, cookie = talks.fair.client, talks.ola.cookie
    given = client.get(path, headers=cookie)
    media = given.headers["content-type"]
    sent = client.post(path, headers={**cookie, "content-type": media}, content=given.content)
    assert (sent.status_code, sent.json()["proposed"]) == (200, [])
    stranger = talks.stranger().cookie
    assert client.get(path, headers=stranger).status_code == 404


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_page_is_accessible(talks: Talks, window: Opens, tmp_path: Path, tongue: str) -> None:
    given = talks.fair.client.get(
        f"/api/v1/deals/{talks.deal}/instruments/{talks.leading}/word", headers=talks.lin.cookie
    ).content
    document = tmp_path / "clauses.docx"
    moved = within("Disputes are settled by arbitration in Shanghai.",
                   run("Disputes are settled by arbitration in "), cut("Shanghai"),
                   ins("Singapore"), run("."))  # fmt: skip
    document.write_bytes(repacked(given, moved))
    here = window(talks.lin, tongue=tongue).goes(f"/deals/{talks.deal}/word")
    here.page.locator("[name=document]").set_input_files(document)
    here.page.locator(".wordpage form[enctype] button").click()
    here.page.locator("del").first.wait_for()
    for theme in THEMES:
        for width in WIDTHS:
            here.shown(theme, width).keeps(f"word-{tongue}-{theme}-{width}")
            assert not here.overflows()
        assert here.breaches() == []
