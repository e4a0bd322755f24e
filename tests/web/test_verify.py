"""Anybody verifies a paper: in the browser first, then every signature of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from http_deal import Negotiation
from http_fair import Fair
from waiting import until
from web_window import TONGUES, WIDTHS, Opens, Window


class Paper:
    """A signed letter of intent, and a copy in which a byte was changed."""

    def __init__(self, fair: Fair, folder: Path) -> None:
        deal = self.deal = Negotiation(fair).open().engage()
        history = deal.reads(deal.lin, "/history").then().body["items"]
        self.code = next(
            str(one["event"]["page_code"]) for one in history if "page_code" in one["event"]
        )
        self.digest = deal.signing(deal.letter)["pdf_sha256"]
        content = deal.reads(deal.lin, f"/documents/{self.digest}").then().response.content
        self.genuine, self.changed = folder / "letter.pdf", folder / "changed.pdf"
        self.genuine.write_bytes(content)
        at = len(content) // 2
        self.changed.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        until(lambda: fair.said("GET", f"/verify/{self.digest}").body["known"])


@pytest.fixture(scope="module")
def paper(fair: Fair, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Give a signed paper."""
    return Paper(fair, tmp_path_factory.mktemp("paper"))


def hands_in(here: Window, file: Path) -> Window:
    here.page.set_input_files("#paper", file)
    return here


def test_a_paper_is_read_in_the_browser_first_and_then_judged(window: Opens, paper: Paper) -> None:
    here = window().goes("/verify")
    sent: list[str] = []
    here.page.on("request", lambda one: sent.append(f"{one.method} {one.url}"))
    hands_in(here, paper.genuine).reads("A paper of this fair, in its newest revision")
    assert [one for one in sent if one.startswith("POST")] == []
    assert any(paper.digest in one for one in sent)
    here.keeps("verify-known").presses("Check every signature")
    assert here.heading() == "VALID"
    here.reads("Who signed")


def test_a_changed_copy_is_not_valid_and_says_why(window: Opens, paper: Paper) -> None:
    here = hands_in(window().goes("/verify"), paper.changed)
    here.reads("This fair knows no paper of this digest").presses("Check every signature")
    assert here.heading() in {"NOT VALID", "CANNOT TELL"}
    assert here.page.locator(".checks .failed .why").count() >= 1
    assert not here.page.get_by_text("Who signed").is_visible()


def test_a_paper_is_judged_without_scripts(window: Opens, paper: Paper) -> None:
    here = hands_in(window(script=False, width=360).goes("/verify"), paper.genuine)
    assert here.presses("Check every signature").heading() == "VALID"


def test_what_is_no_digest_is_told_so(window: Opens) -> None:
    here = window().goes("/verify?sha256=abc", status=422)
    here.reads("A digest is 64 characters long")


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_pages_of_verification_are_accessible(window: Opens, paper: Paper, tongue: str) -> None:
    narrow, middle, wide = WIDTHS
    files = {"valid": (paper.genuine, (narrow, wide)), "changed": (paper.changed, (middle,))}
    for name, (file, widths) in files.items():
        here = window(tongue=tongue, width=widths[0]).goes("/verify")
        hands_in(here, file).page.locator(".verdict").wait_for()
        for look in here.looks(widths):
            here.keeps(f"verify-{name}-{tongue}-{look}")
            assert (look, here.overflows(), here.breaches()) == (look, False, [])
        here.page.locator(".drop .button").click()
        here.page.locator(".answer").wait_for()
        for look in here.looks(widths):
            here.keeps(f"verdict-{name}-{tongue}-{look}")
            assert (look, here.overflows(), here.breaches()) == (look, False, [])


def test_a_code_that_is_typed_leads_to_the_status_and_the_original(
    window: Opens, paper: Paper
) -> None:
    code = paper.code
    spelled = "-".join(code[at : at + 4] for at in range(0, 32, 4)).upper()
    here = window().goes("/verify").fills(code=f"COUNTERSEAL:{spelled}")
    here.page.locator("#by-code button").first.click()
    here.reads("A document of this fair bears this code").reads("Status now: in force")
    assert here.page.url.endswith(f"/verify/{code}")
    assert not here.page.get_by_text("Open the original").is_visible()
    own = window(paper.deal.lin, script=False).goes(f"/verify/{code}")
    link = own.page.get_by_role("link", name="Open the original")
    assert f"/api/v1/deals/{paper.deal.deal}/documents/" in str(link.get_attribute("href"))
    stranger = window(paper.deal.stranger()).goes(f"/verify/{code}")
    stranger.reads("You are not in this deal: its document is not shown to you.")


def test_anybody_is_led_to_an_original_that_every_side_has_opened(
    window: Opens, paper: Paper
) -> None:
    deal, asked = paper.deal, {"instrument": paper.deal.letter, "items": ["original"]}
    for who in (deal.lin, deal.ana):
        deal.does("consent_to_publication", who, **asked).then()
    here = window(script=False, width=360).goes(f"/verify/{paper.code}").keeps("verify-open-360")
    here.reads("Its sides have opened the original to who holds a page of it.")
    link = here.page.get_by_role("link", name="Open the original")
    assert link.get_attribute("href") == f"/api/v1/verify/codes/{paper.code}/original"
    people = window(deal.lin).goes(f"/deals/{deal.deal}/people").keeps("people-open-1440")
    people.reads("open by page code")
    deal.does("withdraw_publication_consent", deal.ana, **asked).then()


def test_a_code_that_nobody_knows_and_what_is_none_are_told_so(window: Opens) -> None:
    here = window(width=360).goes("/verify/" + "ab" * 16)
    here.reads("This fair knows no document with this code")
    assert (here.overflows(), here.breaches()) == (False, [])
    here.goes("/verify/123", status=422).reads("A page code is 32 digits and letters")
    here.goes("/verify/code?code=none", status=422)


def test_the_page_of_a_code_is_accessible(window: Opens, paper: Paper) -> None:
    for tongue, width in (("en", 1440), ("zh-Hans", 360)):
        here = window(paper.deal.lin, tongue=tongue).goes(f"/verify/{paper.code}")
        for look in here.looks((width,)):
            here.keeps(f"verify-code-{tongue}-{look}")
            assert (look, here.overflows(), here.breaches()) == (look, False, [])


@pytest.mark.parametrize("said", ["COUNTERSEAL:{}", "https://fair-26.example.org/verify/{}"])
def test_the_camera_reads_a_code_where_the_browser_can(
    window: Opens, paper: Paper, said: str
) -> None:
    here = window()
    # this Chromium reads no barcodes, and the machine has no camera: both stand in here
    here.page.add_init_script(
        f"""
        window.BarcodeDetector = class {{
          static async getSupportedFormats() {{ return ["qr_code"]; }}
          async detect() {{ return [{{ rawValue: "{said.format(paper.code.upper())}" }}]; }}
        }};
        navigator.mediaDevices.getUserMedia = async () =>
          document.createElement("canvas").captureStream();
        HTMLMediaElement.prototype.play = async () => undefined;
        """
    )
    here.goes("/verify").presses("Scan with the camera")
    here.reads("A document of this fair bears this code")
