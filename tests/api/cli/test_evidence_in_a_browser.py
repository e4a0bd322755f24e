"""The evidence of the demonstration, verified by the page that it hands out, as a reader does."""

from __future__ import annotations

from contextlib import closing

from conforming.page import handed_in
from playing import Shown
from playwright.sync_api import Browser, expect

from api.verifier_page import verifier_page


def test_the_demonstration_is_valid_in_a_browser_and_its_papers_can_be_read(
    shown: Shown, browser: Browser
) -> None:
    bundle = (shown.out / f"{shown.deal}.evidence.zip").read_bytes()
    policy = (shown.out / "demo.policy").read_bytes()
    assert (shown.out / "verifier.html").read_bytes() == verifier_page()
    with closing(browser.new_page(locale="en-GB")) as page:
        page.goto((shown.out / "verifier.html").as_uri())
        handed_in(page, bundle, policy)
        answer = page.get_by_role("status")
        expect(answer.get_by_role("heading")).to_have_text("VALID")
        expect(answer).to_contain_text(str(shown.deal))
        expect(page.locator(".checks > li.valid")).to_have_count(8)
        expect(page.locator(".files li")).to_have_count(3)
        changed = bundle[:5_000] + bytes([bundle[5_000] ^ 1]) + bundle[5_001:]
        handed_in(page, changed, policy)
        expect(answer.get_by_role("heading")).to_have_text("TAMPERED")
