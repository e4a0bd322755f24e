"""What is done in a deal by a form of its own: read in a sheet, sent once, refused in place."""

from __future__ import annotations

from itertools import chain

import pytest
from http_deal import Negotiation
from http_fair import Fair
from sent_forms import form_on, sends
from web_deal import Talks
from web_window import Opens

from aggregates.vocabulary import Role
from api import routes
from api.http.discovery import modules_of
from api.http.router import Router
from api.http.table.deals import RULES
from api.web.deals.acts.all_acts import ACTS
from api.web.deals.acts.elsewhere import ELSEWHERE
from api.web.web import all_pages


@pytest.fixture
def talks(fair: Fair) -> Talks:
    """Give a deal in the middle of its negotiation."""
    return Talks(fair).open().engage().talk()


@pytest.fixture
def agreed(fair: Fair) -> Negotiation:
    """Give a deal whose terms are locked."""
    return Negotiation(fair).open().engage().agree()


def test_every_command_of_a_deal_has_its_page() -> None:
    routers: list[Router] = [module.router for module in modules_of(routes)]
    commands = {
        operation.id
        for router in routers
        for operation in router.operations
        if operation.command and operation.id in RULES and "{deal}" in operation.path
    }
    by_workers = {"renew_archive"}
    assert commands - ACTS.keys() - ELSEWHERE.keys() - by_workers == set()
    assert {*ACTS, *ELSEWHERE} - commands == set()
    paths = {page.path for page in all_pages()}
    assert {path for path in ELSEWHERE.values() if path not in paths} == set()


def test_an_approval_is_asked_for_and_granted_by_mouse(
    window: Opens, agreed: Negotiation, fair: Fair
) -> None:
    board = fair.person(Role.APPROVER, agreed.lin.actor.organisation)
    fair.mandate_of(board)
    terms = agreed.reads(agreed.lin, "/matrix").body["terms_sha256"]
    agreed.does("request_approval", agreed.lin, instrument=agreed.leading, kind="board",
                approver=board.actor.person, terms_sha256=terms).then()  # fmt: skip
    here = window(board).goes(f"/deals/{agreed.deal}/steps").keeps("approval-asked")
    here.presses("Approve", role="link")
    here.page.locator("#sheet").get_by_text("up to CNY 900,000,000").wait_for(state="attached")
    here.keeps("approve-sheet").presses("Approve the terms")
    here.reads("Done, and recorded at position").keeps("approved")
    instruments = agreed.reads(agreed.lin).body["instruments"]
    approvals = list(chain.from_iterable(one["approvals"].values() for one in instruments))
    assert [one["granted"] for one in approvals] == [True]


def test_an_approval_is_refused_with_conditions_by_keyboard(
    window: Opens, agreed: Negotiation, fair: Fair
) -> None:
    board = fair.person(Role.APPROVER, agreed.lin.actor.organisation)
    terms = agreed.reads(agreed.lin, "/matrix").body["terms_sha256"]
    agreed.does("request_approval", agreed.lin, instrument=agreed.leading, kind="board",
                approver=board.actor.person, terms_sha256=terms).then()  # fmt: skip
    here = window(board).goes(f"/deals/{agreed.deal}/steps")
    here.page.get_by_role("link", name="Refuse, with conditions").focus()
    here.page.keyboard.press("Enter")
    here.page.locator("#sheet[open]").wait_for()
    here.page.locator("#sheet textarea").focus()
    here.page.keyboard.type("Only with a bank guarantee.")
    here.page.keyboard.press("Tab")
    here.page.keyboard.press("Enter")
    here.reads("Done, and recorded at position")
    assert agreed.reads(agreed.lin).body["stage"] == "negotiating"


def test_a_refusal_is_told_where_the_form_is(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}/do/propose_deadline_extension")
    here.fills(expires_at="2020-01-01T10:00").presses("Propose a later end of the deal")
    here.page.get_by_role("alert").wait_for()
    assert here.page.locator("[name=expires_at]").input_value() == "2020-01-01T10:00"
    assert here.keeps("refused-in-place").breaches() == []


def test_a_later_end_is_proposed_and_consented_to_without_scripts(
    window: Opens, talks: Talks
) -> None:
    here = window(talks.lin, script=False).goes(f"/deals/{talks.deal}/more")
    here.page.get_by_role("link", name="Propose a later end of the deal").click()
    here.presses("Propose a later end of the deal").reads("Done, and recorded at position")
    for who in (talks.ana, talks.ola):
        there = window(who, script=False).goes(f"/deals/{talks.deal}/more")
        there.presses("Consent", role="link").presses("Consent to the later end")
        there.reads("Done, and recorded at position")
    types = [one["type"] for one in talks.reads(talks.lin, "/timeline").body["items"]]
    assert types[-1] == "deal.deadline_extended.v1"


def test_a_form_that_is_sent_twice_is_done_once(window: Opens, talks: Talks) -> None:
    path = f"/deals/{talks.deal}/do/propose_deadline_extension"
    here = window(talks.lin).goes(path)
    at = here.page.locator("[name=expires_at]").input_value()
    form, before = {**form_on(here), "expires_at": at}, talks.version
    answers = [sends(talks.fair, talks.lin, path, form) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert talks.version == before + 1


def test_a_form_of_the_past_shows_what_changed(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}/do/withdraw_party")
    talks.accepts(talks.ola, "warranty")
    here.fills(reason="We found another site.").presses("Leave the deal")
    here.page.get_by_role("heading", name="Somebody was faster").wait_for()
    here.reads("Ola Nowak accepted clause")


def test_a_forged_form_does_nothing(window: Opens, talks: Talks) -> None:
    path = f"/deals/{talks.deal}/do/withdraw_party"
    form = {**form_on(window(talks.lin).goes(path)), "reason": "No."}
    stranger, before = talks.stranger(), talks.version
    assert sends(talks.fair, stranger, path, form).status_code == 403  # the token is another's
    own = form_on(window(stranger).goes("/"))["token"]
    assert sends(talks.fair, stranger, path, {**form, "token": own}).status_code == 404
    assert sends(talks.fair, talks.lin, path, form, site="cross-site").status_code == 403
    assert talks.version == before


def test_what_an_act_is_about_is_told_by_the_deal_alone(window: Opens, agreed: Negotiation) -> None:
    forged = "filing=00000000-0000-7000-8000-000000000000&reason=x&kind=forged"
    here = window(agreed.lin).goes(f"/deals/{agreed.deal}/do/withdraw_filing?{forged}")
    assert "forged" not in here.page.locator("dl").inner_text()
    here.presses("Take the submission back").page.get_by_role("alert").or_(
        here.page.get_by_role("heading", name="There is nothing here for you")
    ).first.wait_for()
    assert agreed.reads(agreed.lin, "/timeline").body["items"][-1]["type"] == "deal.terms_locked.v1"


def test_who_may_not_is_offered_nothing_and_refused(
    window: Opens, talks: Talks, fair: Fair
) -> None:
    here = window(fair.person(Role.AUDITOR)).goes(f"/deals/{talks.deal}/more")
    here.reads("Nothing to do here for you")
    here.goes(f"/deals/{talks.deal}/do/withdraw_party", status=403)
    here.goes(f"/deals/{talks.deal}/do/no_such_act", status=404)


def test_a_side_is_invited_and_the_invitation_taken_back(window: Opens, talks: Talks) -> None:
    here = (
        window(talks.lin).goes(f"/deals/{talks.deal}/people").presses("Invite a side", role="link")
    )
    here.page.locator("#sheet select").select_option(index=0)
    here.page.locator("#sheet").get_by_role("button", name="Invite a side").click()
    here.reads("Done, and recorded at position").reads("invited")
    here.page.get_by_role("link", name="Take it back").click()
    here.presses("Take the invitation back")
    here.page.get_by_text("invited", exact=True).wait_for(state="detached")
    assert talks.reads(talks.lin).body["inside"]["invitations"] == {}
