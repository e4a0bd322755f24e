"""The page as an officer has it: files chosen or pasted, one answer, two languages, any screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conforming.case import OCTETS, RULES
from conforming.kept import kept
from conforming.page import ADDRESS, handed_in, opened
from house.source import ROOT
from house.verifier import NAME
from playwright.sync_api import Browser, FilePayload, Page, expect
from proven import DEAL, PAPER

from ledger.evidence.verdict import UNDECIDED, Check

SCRIPT = (ROOT / NAME).read_text("utf-8")
CHANGED = kept("inclusion_salt_other_fail")
RECEIPT = kept("receipt_whole")
ERASED = kept("erased")
PERSON_ERASED = kept("erased_person")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open the page in English; whatever the browser complains about fails the test."""
    page = opened(browser, locale="en-GB")
    complaints = list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.context.close()
    assert complaints == []


def test_a_whole_bundle_is_told_in_plain_words(page: Page) -> None:
    expect(page.locator("#answer")).to_contain_text("Choose the evidence and the policy")
    handed_in(page, OCTETS, RULES)
    answer = page.get_by_role("status")
    expect(answer.get_by_role("heading")).to_have_text("VALID")
    expect(answer).to_contain_text("complete and unaltered through position 5")
    expect(answer).to_contain_text(str(DEAL))
    checks = page.locator(".checks > li.valid h3 code").all_inner_texts()
    assert checks == [check.value for check in Check]
    expect(page.locator(".history")).to_contain_text("林嘉禾")


def test_a_changed_bundle_is_told_with_what_is_wrong(page: Page) -> None:
    assert CHANGED.policy is not None
    handed_in(page, CHANGED.file, CHANGED.policy)
    answer = page.get_by_role("status")
    expect(answer.get_by_role("heading")).to_have_text("TAMPERED")
    expect(answer).to_contain_text("an event is not in the log that was signed")
    expect(page.locator(".against dd").nth(1)).to_have_text("2")
    expect(page.locator(".history")).to_have_count(0)


def test_what_was_erased_is_told_with_when_and_why(page: Page) -> None:
    handed_in(page, ERASED.file, RULES)
    events = page.locator(".history td.what")
    expect(events.nth(1).locator(".tag")).to_have_text("erased")
    expect(events.nth(1)).to_contain_text("Erased at 22 Nov 2026")
    expect(events.nth(1)).to_contain_text("ordered by a court (file DPO-2)")
    expect(page.locator(".checks")).to_contain_text("0 can be read, 3 erased")
    page.get_by_role("button", name="中文").click()
    expect(events.first).to_contain_text("法院命令（文号 DPO-2）")
    handed_in(page, PERSON_ERASED.file, RULES)
    expect(events.first).to_contain_text("/who/name 已于")
    expect(page.locator(".tag")).to_have_count(0)


def test_a_receipt_is_told_in_plain_words(page: Page) -> None:
    handed_in(page, RECEIPT.file, RULES, "event-3.tlog-proof")
    answer = page.get_by_role("status")
    expect(answer.get_by_role("heading")).to_have_text("VALID")
    expect(answer).to_contain_text("recorded at position 3 of the log")
    expect(answer).to_contain_text("deal.signature_applied.v1")
    expect(page.get_by_text("As of an earlier moment")).to_be_hidden()
    page.get_by_role("button", name="中文").click()
    expect(answer).to_contain_text("该事件记录于账本的位置 3")


def test_it_says_the_same_in_chinese(page: Page) -> None:
    handed_in(page, OCTETS, RULES)
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("status").get_by_role("heading")).to_have_text("有效")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.get_by_role("button", name="中文")).to_have_attribute("aria-pressed", "true")


def test_a_reader_of_chinese_is_met_in_chinese(browser: Browser) -> None:
    page = opened(browser, locale="zh-CN")
    expect(page.locator("h1")).to_have_text("核验交易证据")
    page.context.close()


def test_the_policy_can_be_pasted_and_a_moment_given(page: Page) -> None:
    handed_in(page, OCTETS, b"quorum none\n")
    expect(page.get_by_role("status")).to_contain_text("knows no log")
    page.get_by_text("Or paste the policy").click()
    page.locator("#policy-text").fill(RULES.decode().rstrip())
    expect(page.get_by_role("status").get_by_role("heading")).to_have_text("VALID")
    page.get_by_text("As of an earlier moment").click()
    page.locator("#as-of").fill("2026-11-22T06:40:07")
    expect(page.get_by_role("status").get_by_role("heading")).to_have_text("CANNOT DECIDE")


def test_what_is_no_bundle_is_not_called_tampered(page: Page) -> None:
    file = FilePayload(name="contract.pdf", mimeType="application/pdf", buffer=PAPER)
    page.set_input_files("#bundle-file", file)
    expect(page.locator("#bundle-found")).to_contain_text("no evidence bundle")
    page.set_input_files("#policy-file", file)
    expect(page.locator("#policy-found")).to_contain_text("no log policy")
    expect(page.locator("#answer")).to_contain_text("choose the evidence")


def test_files_can_be_dropped_anywhere_and_are_told_apart(page: Page) -> None:
    page.evaluate(
        """([bundle, rules]) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(bundle)], "deal.evidence.zip"));
          data.items.add(new File([Uint8Array.from(rules)], "regulator.policy"));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }""",
        [list(OCTETS), list(RULES)],
    )
    expect(page.get_by_role("status").get_by_role("heading")).to_have_text("VALID")


def test_it_is_used_with_the_keyboard_alone(page: Page) -> None:
    names = list[str]()
    for _ in range(6):
        page.keyboard.press("Tab")
        script = "document.activeElement.id || document.activeElement.textContent"
        names.append(page.evaluate(script).strip())
    assert names == [
        "English",
        "中文",
        "bundle-file",
        "policy-file",
        "Or paste the policy",
        "As of an earlier moment",
    ]


def test_a_document_is_saved_as_it_was_recorded(page: Page, tmp_path: Path) -> None:
    handed_in(page, OCTETS, RULES)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save").click()
    saved.value.save_as(tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes() == PAPER


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_nothing_is_wider_than_the_screen(browser: Browser, width: int, locale: str) -> None:
    page = opened(browser, locale=locale, viewport={"width": width, "height": 800})
    assert CHANGED.policy is not None
    for bundle in (OCTETS, CHANGED.file):
        handed_in(page, bundle, CHANGED.policy)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_it_asks_nobody_for_anything(page: Page) -> None:
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    handed_in(page, OCTETS, RULES)
    assert asked == [ADDRESS]
    assert re.findall(r"https?://[^\s\"']+", SCRIPT) == ["http://www.w3.org/2000/svg"]
    assert "content=\"default-src 'none'; script-src 'sha256-" in SCRIPT


def test_every_reason_is_said_in_both_languages(page: Page) -> None:
    words: dict[str, dict[str, str]] = page.evaluate("WORDS")
    assert sorted(words["en"]) == sorted(words["zh"])
    codes = set(re.findall(r'(?:Refused|refused)\("(\w+)"', SCRIPT)) - {"line"}
    said = set(re.findall(r'say\("(\w+)"', SCRIPT)) | set(re.findall(r'data-say="(\w+)"', SCRIPT))
    assert (codes | said) - set(words["en"]) == set()
    fields = {
        language: {code: sorted(re.findall(r"\{(\w+)\}", text)) for code, text in known.items()}
        for language, known in words.items()
    }
    assert {c for c in fields["en"] if set(fields["zh"][c]) != set(fields["en"][c])} == set()
    assert len(codes) > len(UNDECIDED)
