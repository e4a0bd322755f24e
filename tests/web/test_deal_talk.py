"""What is said about a deal, and its files: to all or to one's own side, in parts or at once."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from http_fair import Fair
from web_deal import Talks
from web_window import Opens

from aggregates.vocabulary import Role


@pytest.fixture(scope="module")
def talks(fair: Fair) -> Talks:
    """Give a deal in the middle of its negotiation."""
    return Talks(fair).open().engage().talk()


def test_a_note_is_read_by_ones_own_side_only(window: Opens, talks: Talks, fair: Fair) -> None:
    told = "We would go down to 455 million."
    here = window(talks.lin).goes(f"/deals/{talks.deal}/discussion")
    here.fills(text=told).presses("Say it").reads("Said to your side only.").reads(told)
    here.keeps("note")
    lawyer = fair.person(Role.LAWYER, talks.lin.actor.organisation)
    window(lawyer).goes(f"/deals/{talks.deal}/discussion").reads(told)
    auditor = fair.person(Role.AUDITOR)
    for who in (talks.ana, talks.ola, auditor):
        there = window(who).goes(f"/deals/{talks.deal}/discussion")
        assert told not in there.page.content()
    talks.reads(auditor, "/own_notes").then_refused(403, "not_permitted")
    assert talks.reads(talks.ana, "/own_notes").then().body == []
    assert [one["text"] for one in talks.reads(lawyer, "/own_notes").then().body] == [told]


def test_a_question_is_asked_and_answered_by_keyboard_alone(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}/discussion")
    here.page.get_by_label("All sides, as a question").focus()
    here.page.keyboard.press("Space")
    here.page.get_by_label("What you say").focus()
    here.page.keyboard.type("Which port is meant?")
    here.page.keyboard.press("Tab")
    here.page.keyboard.press("Enter")
    here.reads("question, not answered yet")
    there = window(talks.ana).goes(f"/deals/{talks.deal}/discussion")
    there.page.locator("summary").first.focus()
    there.page.keyboard.press("Enter")
    there.page.keyboard.press("Tab")
    there.page.keyboard.type("Mawei.")
    there.page.keyboard.press("Tab")
    there.page.keyboard.press("Enter")
    there.page.locator(".answers").get_by_text("Mawei.").wait_for()


def test_nothing_is_said_with_no_words(window: Opens, talks: Talks) -> None:
    here = window(talks.lin, script=False).goes(f"/deals/{talks.deal}/discussion")
    here.fills(text=" ").presses("Say it").page.get_by_role("alert").wait_for()


def test_an_annex_is_handed_in_in_parts_and_named_by_its_digest(
    window: Opens, talks: Talks, tmp_path: Path
) -> None:
    content = b"Site plan of Fuzhou Bay.\n" * 400_000  # three parts
    file = tmp_path / "site plan.txt"
    file.write_bytes(content)
    here = window(talks.lin).goes(f"/deals/{talks.deal}/documents")
    here.page.locator("#file").set_input_files(file)
    here.page.get_by_role("button", name="Hand it in").click()
    here.page.get_by_role("link", name="site plan.txt").wait_for()
    digest = hashlib.sha256(content).hexdigest()
    assert here.page.locator(f"[title='{digest}']").count() == 1
    answer = here.context.request.get(here.address(f"/api/v1/deals/{talks.deal}/annexes/{digest}"))
    assert answer.body() == content
    here.keeps("annexes")


def test_an_upload_goes_on_after_the_connection_was_lost(
    window: Opens, talks: Talks, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_bytes(b"Another plan of the bay.\n" * 400_000)
    here, lost = window(talks.lin).goes(f"/deals/{talks.deal}/documents"), [True]
    here.page.route(
        "**/uploads/*",
        lambda route: (
            route.abort()
            if route.request.method == "PATCH" and len(lost) < 3 and not lost.append(True)  # type: ignore[func-returns-value] # counts
            else route.continue_()
        ),
    )
    here.page.locator("#file").set_input_files(file)
    here.page.get_by_role("button", name="Hand it in").click()
    here.page.get_by_role("link", name="long.txt").wait_for()
    assert len(lost) == 3


def test_an_annex_comes_with_the_form_where_no_script_runs(
    window: Opens, talks: Talks, tmp_path: Path
) -> None:
    file = tmp_path / "plain.txt"
    file.write_text("Licence of the quay.")
    here = window(talks.ana, script=False).goes(f"/deals/{talks.deal}/documents")
    here.page.locator("#file").set_input_files(file)
    here.presses("Hand it in").reads("Handed in. Its digest begins with")
    here.reads("plain.txt")
    file.write_bytes(bytes(range(256)))
    here.page.locator("#file").set_input_files(file)
    here.presses("Hand it in").page.get_by_role("alert").wait_for()
