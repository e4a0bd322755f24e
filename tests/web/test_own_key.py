"""Signing in a browser with a key that it cannot give away, and refusing what is not the paper."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from http_deal import Negotiation
from http_fair import Fair
from own_key_http import Holder
from playwright.sync_api import Request, Route
from web_window import THEMES, TONGUES, WIDTHS, Opens, Window

from signing.own.held import held_in_memory
from signing.registry.trust import trust_policy
from signing.verify.case import Case
from signing.verify.verdict import Level
from signing.verify.verifier import verify

EXPORT = """async (name) => {
  const { kept } = await import('/static/js/own-key.js');
  const own = await kept(name);
  try { await crypto.subtle.exportKey('pkcs8', own.key); return 'exported'; }
  catch (error) { return own.key.extractable + ' ' + error.name; }
}"""


class Signatory:
    """The lead of Linghai in a browser, before a paper that is open to be signed."""

    def __init__(self, deal: Negotiation, opens: Opens) -> None:
        self.deal, self.who = deal, deal.lin
        held = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
        self.holder = Holder(deal, deal.lin, "linghai", held)  # for the administrator only
        self.here: Window = opens(deal.lin)
        self.sent: list[bytes] = []
        self.here.page.on("request", self._keep)

    @property
    def path(self) -> str:
        """Where the page is."""
        return f"/deals/{self.deal.deal}/instruments/{self.deal.leading}/own-key"

    def state(self, wanted: str) -> Signatory:
        """Wait until the page shows that it stands so."""
        self.here.page.locator(f"#own-key[data-state={wanted}]").wait_for()
        return self

    def enrolled(self) -> Signatory:
        """Make a key in the browser, and have it certified."""
        self.here.goes(self.path)
        self.state("none").presses("make").state("offered")
        name = self.here.page.locator("[data-key-name]").first.inner_text()
        self.holder.head.shows_presence("certify_key", "")
        body = {"key": name, "mandate": self.who.mandate}
        self.holder.head.post(f"{self.holder.ring}/certify_key", body).then()
        return self.presses("look").state("certified")

    def presses(self, does: str) -> Signatory:
        """Press the button that does so."""
        self.here.page.locator(f"[data-does={does}]:visible").click()
        return self

    def signs(self) -> Signatory:
        """Say that the paper was read, and sign."""
        self.here.page.locator("#own-key-read").check()
        return self.presses("sign")

    def refusal(self) -> str:
        """Return why the key was not used; nothing was sent with a signature in it."""
        problem = self.here.page.locator("#own-key-problem:visible")
        problem.wait_for()
        assert not self.completed
        return str(problem.get_attribute("data-code"))

    @property
    def completed(self) -> list[bytes]:
        """What was sent with a signature in it."""
        return [one for one in self.sent if b"/complete_signature" in one]

    def lied_to(self, change: Callable[[dict[str, Any]], None]) -> str:
        """Sign while the server says otherwise what is to be signed."""

        def lie(route: Route) -> None:
            answer = route.fetch()
            said = answer.json()
            change(said)
            route.fulfill(response=answer, body=json.dumps(said))

        self.here.page.route("**/prepared_signature", lie)
        return self.signs().refusal()

    def _keep(self, request: Request) -> None:
        body = request.post_data_buffer or b""
        self.sent.append(request.url.encode() + b"\n" + body)


@pytest.fixture
def signatory(window: Opens, fair: Fair) -> Signatory:
    deal = Negotiation(fair).open().engage().agree()
    deal.open_signing().then()
    return Signatory(deal, window)


@pytest.fixture
def enrolled(signatory: Signatory) -> Signatory:
    return signatory.enrolled()


def judged(signatory: Signatory) -> Level:
    """Return what a verifier says of the newest revision; beside the loop that the browser has."""
    deal, house = signatory.deal, signatory.deal.fair.house
    house.clock.forward(seconds=2)
    pdf = signatory.holder.document(deal.signing(deal.leading)["pdf_sha256"])
    trust = trust_policy(house.installation.authority, (), house.clock())
    case = Case(pdf=pdf, trust=trust, at=house.clock())
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(verify, case).result().level


def test_a_browser_signs_with_a_key_that_it_cannot_give_away(enrolled: Signatory) -> None:
    enrolled.signs().state("signed")
    deal = enrolled.deal
    deal.sign(deal.ana, "aster").then()
    assert judged(enrolled) is Level.VALID
    name = f"{enrolled.who.actor.person}/{enrolled.who.mandate}"
    assert enrolled.here.page.evaluate(EXPORT, name) == "false InvalidAccessError"
    assert len(enrolled.completed) == 1
    assert not [one for one in enrolled.sent if b"private" in one.lower()]


def test_the_key_is_there_when_the_page_is_opened_again(enrolled: Signatory) -> None:
    enrolled.here.goes(enrolled.path)
    enrolled.state("certified")


def test_attributes_of_something_else_are_refused(enrolled: Signatory) -> None:
    def lie(said: dict[str, Any]) -> None:
        attributes = bytearray(b64decode(said["signed_attributes"]))
        attributes[-1] ^= 1
        said["signed_attributes"] = b64encode(attributes).decode()

    assert enrolled.lied_to(lie) == "attributes_strange"


def test_another_document_is_refused(enrolled: Signatory) -> None:
    base = enrolled.deal.signing(enrolled.deal.leading)["base_pdf_sha256"]
    lie = {"pdf_sha256": base}
    assert enrolled.lied_to(lambda said: said.update(lie)) == "offer_of_another_revision"


def test_a_range_that_leaves_something_out_is_refused(enrolled: Signatory) -> None:
    def lie(said: dict[str, Any]) -> None:
        said["contents_end"] += 2

    assert enrolled.lied_to(lie) == "offer_covers_otherwise"


def test_another_certificate_is_refused(enrolled: Signatory) -> None:
    seal = enrolled.deal.fair.house.installation.authority.seal.certificate.der
    lie = {"certificate": b64encode(seal).decode()}
    assert enrolled.lied_to(lambda said: said.update(lie)) == "certificate_not_yours"


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_page_is_accessible(signatory: Signatory, window: Opens, tongue: str) -> None:
    here = window(signatory.who, tongue=tongue).goes(signatory.path)
    here.page.locator("#own-key[data-state=none]").wait_for()
    for theme in THEMES:
        for width in WIDTHS:
            here.shown(theme, width).keeps(f"own-key-{tongue}-{theme}-{width}")
            assert not here.overflows()
        assert here.breaches() == []
