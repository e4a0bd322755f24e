"""From locked terms to a sealed paper, wholly in the browser; and what the pages refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from http_fair import Fair
from waiting import until
from web_signing import Locked, device_in
from web_window import THEMES, TONGUES, WIDTHS, Opens, Window

from aggregates.vocabulary import Role
from api.accounts.desk import Seen, receive
from api.accounts.people import Acts

TWO_FRAMES = "() => new Promise((on) => requestAnimationFrame(() => requestAnimationFrame(on)))"
"""What is on the screen is told to a page's script with a frame."""


@pytest.fixture
def locked(fair: Fair) -> Locked:
    return Locked(fair).lock()


@pytest.fixture(scope="module")
def prepared(fair: Fair) -> Locked:
    """Give a paper that is open to be signed, and that tests only look at."""
    return Locked(fair).prepared()


def prepares(locked: Locked, here: Window) -> Window:
    """Open the signing as its page proposes it, with a notary and an official."""
    path = locked.page.replace("/sign", "/prepare")
    until(lambda: len(candidates(locked)) == 3)
    here.goes(path)
    here.page.locator("[name=notary]").select_option(locked.notary.actor.organisation)
    here.page.locator("[name=official]").select_option(locked.official.actor.organisation)
    return here.presses("Open the signing").reads("Open to be signed")


def candidates(locked: Locked) -> list[str]:
    """Return who could sign, as the read models know it by now."""
    path = f"/deals/{locked.deal}/instruments/{locked.leading}/signatories"
    sides = locked.lin.get(path).then().body["sides"]
    return [one["person"] for side in sides for one in side["people"]]


def test_three_sides_walk_from_locked_terms_to_a_sealed_paper(
    locked: Locked, window: Opens, tmp_path: Path
) -> None:
    lin, ana, ola = (window(who) for who in (locked.lin, locked.ana, locked.ola))
    prepares(locked, lin).keeps("signing-opened")
    for here, who in ((lin, locked.lin), (ana, locked.ana)):
        locked.signs(here, who).keeps("signing-receipt")
    signs_by_keys(locked, ola)
    assert locked.progress() == "executed"
    attests(locked, window)
    registry = window(locked.registry).goes(locked.page)
    locked.shows(registry, locked.registry, "Seal").reads("The agreement is sealed.")
    registry.keeps("signing-sealed")
    paper = downloads(ola.goes(locked.page), tmp_path)
    assert verdict(window(), paper) == "VALID"
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(paper.read_bytes().replace(b"480", b"580", 1) + b"%")
    assert verdict(window(), changed) == "NOT VALID"


def signs_by_keys(locked: Locked, here: Window) -> None:
    """Sign for Wisla without a mouse: from the tick to the code, and off it goes."""
    here.goes(locked.page).page.locator("[name=consent]").press("Space")
    here.page.keyboard.press("Tab")
    here.page.keyboard.type(locked.fair.house.code(locked.ola.insider))
    here.page.keyboard.press("Enter")
    locked.fair.house.clock.forward(seconds=30)
    here.reads("You have signed. Keep the receipt.")


def attests(locked: Locked, window: Opens) -> None:
    """Let the notary and the official sign after the sides."""
    for who in (locked.notary, locked.official):
        locked.signs(window(who), who)


def downloads(here: Window, folder: Path) -> Path:
    """Return the sealed file as the page gives it out."""
    link = here.page.get_by_role("link", name="Download the sealed agreement")
    with here.page.expect_download() as coming:
        link.click()
    paper = folder / "sealed.pdf"
    coming.value.save_as(paper)
    return paper


def verdict(here: Window, paper: Path) -> str:
    """Return what the page for everybody says of a file."""
    here.goes("/verify").page.locator("input[type=file]").set_input_files(paper)
    here.page.get_by_role("button", name="Check every signature").click()
    here.page.locator(".answer").wait_for()
    return here.heading()


def test_only_who_opens_a_signing_learns_who_could_sign_and_of_no_limit(locked: Locked) -> None:
    path = f"/deals/{locked.deal}/instruments/{locked.leading}/signatories"
    until(lambda: len(candidates(locked)) == 3)
    told = locked.ana.get(path).then().body
    assert {one["principal"] for one in told["sides"]} == {
        who.actor.organisation for who in (locked.lin, locked.ana, locked.ola)
    }
    assert "900000000" not in str(told)
    assert {"notary", "official"} <= {one["role"] for one in told["offices"]}
    own = locked.fair.person(Role.NEGOTIATOR, locked.lin.actor.organisation)
    own.get(path).then_refused(403, "not_permitted")
    locked.stranger().get(path).then_refused(404, "deal_unknown")


def test_whose_mandate_was_taken_back_is_not_offered(locked: Locked) -> None:
    until(lambda: len(candidates(locked)) == 3)
    edition, mandate = locked.fair.edition, locked.ola.mandate
    path = f"/editions/{edition}/mandates/{mandate}"
    etag = locked.ola.get(path).then().etag
    body = {"reason": "She has left the bank."}
    locked.ola.post(f"{path}/revoke_mandate", body, if_match=etag).then()
    assert locked.ola.actor.person not in candidates(locked)


def test_a_passkey_signs_for_this_seat_of_this_paper_only(fair: Fair, window: Opens) -> None:
    deal = Locked(fair).prepared()
    fair.house.clock.forward(minutes=6)
    here = window(deal.lin)
    device_in(here)
    here.goes("/account/passkey")
    deal.shows(here, deal.lin, "Go on").fills(label="My telephone")
    here.presses("Make a passkey on this device").reads("The passkey is added.")
    asked: list[str] = []
    here.page.on(
        "request", lambda one: asked.append(one.post_data or "") if one.post_data else None
    )
    here.goes(deal.page).page.locator("[name=consent]").check()
    here.presses("Sign with your passkey").reads("You have signed. Keep the receipt.")
    (what,) = (json.loads(one) for one in asked if one.startswith("{"))
    signing = deal.signing(deal.leading)
    seat = (deal.deal, "linghai", signing["base_pdf_sha256"], "sign")
    assert (what["deal"], what["seat"], what["document_sha256"], what["operation"]) == seat
    assert signed_by(deal, "linghai") == deal.lin.actor.person


def signed_by(deal: Locked, field: str) -> str:
    """Return who signed a seat."""
    seats = deal.signing(deal.leading)["seats"]
    (one,) = (seat for seat in seats if seat["seat"]["field"] == field)
    return str(one["signed"]["person"])


def test_nothing_is_signed_without_consent_or_with_a_wrong_code(
    prepared: Locked, window: Opens
) -> None:
    here = window(prepared.ana, script=False).goes(prepared.page)
    here.page.locator("[name=consent]").evaluate("one => one.required = false")
    prepared.shows(here, prepared.ana).reads("Tick first that you have read it and agree.")
    here.page.locator("[name=consent]").check()
    here.fills(**{"presence-code": "000000"}).presses("Sign")
    here.reads("Show once more who you are")
    assert prepared.progress() == "signing"


def test_the_text_is_shown_in_each_language_that_binds_and_parts_seen_are_told(
    prepared: Locked, window: Opens
) -> None:
    here = window(prepared.ola, width=360).goes(prepared.page)
    here.page.get_by_role("link", name="Simplified Chinese").click()
    here.reads("年产 1,200 公里海底电缆的工厂")
    for end in here.page.locator("[data-part] > :last-child").all():
        end.scroll_into_view_if_needed()
        here.page.evaluate(TWO_FRAMES)
    here.reads("6 of 6 parts seen")
    assert here.page.locator("input[name=language]").input_value() == "zh-Hans"


def test_who_has_no_seat_reads_and_signs_nothing(prepared: Locked, window: Opens) -> None:
    here = window(prepared.official).goes(prepared.page)
    assert here.page.locator("[name=consent]").count() == 0
    window(prepared.stranger()).goes(prepared.page, status=404)


def test_a_letter_of_intent_is_accepted_by_signing_it_and_declined_without(
    fair: Fair, window: Opens
) -> None:
    deal = Locked(fair)
    deal.open()
    page = f"/deals/{deal.deal}/instruments/{deal.sent()}/sign"
    here = window(deal.ana).goes(page)
    here.page.locator("[name=consent]").check()
    deal.shows(here, deal.ana).reads("You have signed. Keep the receipt.")
    assert deal.signing(deal.letter)["seats"][2]["signed"]["person"] == deal.ana.actor.person
    other = window(deal.ola, script=False).goes(page).presses("Decline", role="link")
    other.fills(reason="Not this year.").presses("Decline the letter")
    other.reads("The letter is declined.")
    assert deal.reads(deal.lin).body["stage"] == "declined"


def test_a_refusal_opens_the_terms_again(fair: Fair, window: Opens) -> None:
    deal = Locked(fair).prepared()
    here = window(deal.ola, script=False).goes(deal.page)
    here.presses("Refuse to sign", role="link").fills(reason="The price has moved.")
    here.presses("Refuse to sign").reads("You have refused.")
    assert deal.progress() == "negotiating"


def test_a_visitor_signs_at_the_desk_before_an_official(fair: Fair, window: Opens) -> None:
    deal = Locked(fair).prepared()
    visitor = window().goes("/at-desk").fills(code=code_for(deal)).presses("Come in")
    visitor.goes(deal.page).page.locator("[name=consent]").check()
    visitor.presses("Sign").reads("Show once more who you are")
    official = window(deal.official).goes(deal.page).presses("I see them sign")
    deal.shows(official, deal.official, "Go on").reads("They can sign now, within five minutes.")
    visitor.presses("Go on").reads("You have signed. Keep the receipt.")
    assert signed_by(deal, "linghai") == deal.lin.actor.person


def code_for(deal: Locked) -> str:
    """Return the code that the official is shown, who has seen the lead of Linghai."""
    seen = Seen(
        person=deal.lin.actor.person,
        acts=Acts(organisation=deal.lin.actor.organisation, role=Role.LEAD),
        document_type="passport",
        document_sha256="cd" * 32,
    )
    house = deal.fair.house
    return receive(house.accounts, deal.official.actor, seen, house.visitor())[0]


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_page_is_accessible(prepared: Locked, window: Opens, tongue: str) -> None:
    here = window(prepared.lin, tongue=tongue).goes(prepared.page)
    here.page.locator("details.other summary").click()
    for theme in THEMES:
        for width in WIDTHS:
            here.shown(theme, width).keeps(f"signing-{tongue}-{theme}-{width}")
            assert not here.overflows()
        assert here.breaches() == []


def test_preparing_is_accessible(fair: Fair, window: Opens) -> None:
    deal = Locked(fair).lock()
    for tongue in TONGUES:
        here = window(deal.lin, tongue=tongue).goes(deal.page.replace("/sign", "/prepare"))
        for width in WIDTHS:
            here.shown("dark", width).keeps(f"prepare-{tongue}-{width}")
            assert (tongue, here.overflows()) == (tongue, False)
        assert (tongue, here.breaches()) == (tongue, [])


def test_whose_turn_it_is_to_sign_reads_as_long_as_it_lasts(locked: Locked, window: Opens) -> None:
    locked.open_signing().then()
    other = window(locked.lin).goes(locked.page)
    here = window(locked.ana, width=360).goes(locked.page).presses("Keep my turn")
    here.reads("It is your turn until").keeps("signing-turn")
    assert (here.overflows(), here.breaches()) == (False, [])
    idle = "UPDATE operations.sessions SET seen_at = seen_at - interval '1 hour' WHERE person = %s"
    for who in (locked.ana, locked.lin):
        locked.fair.house.change(idle, who.actor.person)
    assert here.goes(locked.page).page.url.endswith(locked.page)
    assert "/sign-in" in other.goes(locked.page).page.url
