"""The code on a printed page: what it tells anybody, and whom it leads to the original."""

from __future__ import annotations

import hashlib

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said
from paper.reading import Reading
from waiting import until

from api.http.reply import ASK_AGAIN


@pytest.fixture(scope="module")
def printed(followed: Fair) -> Negotiation:
    """Give a deal whose agreement is open to be signed, called off, and open again."""
    deal = Negotiation(followed).open().engage().agree()
    deal.open_signing().then()
    deal.does("void_signing", deal.lin, instrument=deal.leading, reason="A wrong page.").then()
    deal.open_signing().then()
    until(lambda: asks(deal, codes(deal)[-1]).body["known"])
    return deal


def codes(deal: Negotiation) -> list[str]:
    """Return the page codes of the agreement's signings, the first one first."""
    history = deal.reads(deal.lin, "/history").then().body["items"]
    opened = [one["event"] for one in history if one["event"]["type"] == "deal.signing_opened.v1"]
    return [one["page_code"] for one in opened if one["instrument"] == deal.leading]


def asks(deal: Negotiation, code: str) -> Said:
    """Ask about a code as anybody."""
    return deal.fair.said("GET", f"/verify/codes/{code}")


def test_a_code_tells_anybody_how_its_document_stands_and_no_more(printed: Negotiation) -> None:
    code = codes(printed)[-1]
    body = asks(printed, code).then().body
    assert (body["known"], body["status_now"], body["original"]) == (True, "signing", "")
    assert body["base_pdf_sha256"] == printed.signing(printed.leading)["base_pdf_sha256"]
    assert printed.deal not in str(body)


def test_a_code_may_be_typed_as_it_is_printed(printed: Negotiation) -> None:
    code = codes(printed)[-1]
    spelled = "-".join(code[at : at + 4] for at in range(0, 32, 4)).upper()
    assert asks(printed, spelled).then().body == asks(printed, code).then().body


def test_who_may_read_the_document_is_led_to_the_original(printed: Negotiation) -> None:
    code = codes(printed)[-1]
    body = printed.ana.get(f"/verify/codes/{code}").then().body
    found = printed.ana.get(body["original"].removeprefix("/api/v1")).then().response.content
    assert code in Reading(found).attached("signing.json").decode()
    stranger = printed.stranger().get(f"/verify/codes/{code}").then().body
    assert stranger["original"] == ""


def test_a_code_of_a_signing_that_was_called_off_is_void(printed: Negotiation) -> None:
    body = asks(printed, codes(printed)[0]).then().body
    assert (body["known"], body["status_now"], body["base_pdf_sha256"]) == (True, "void", "")


def test_a_code_that_no_document_bears_is_not_known(printed: Negotiation) -> None:
    assert asks(printed, "00" * 16).then().body["known"] is False


def test_what_is_no_code_is_refused(printed: Negotiation) -> None:
    asks(printed, "elsewhere").then_refused(422, "page_code_malformed")


@pytest.fixture(scope="module")
def letter(followed: Fair) -> Negotiation:
    """Give a deal of which a letter of intent is signed by both sides."""
    return Negotiation(followed).open().engage()


def letter_code(deal: Negotiation) -> str:
    """Return the page code of the letter."""
    history = deal.reads(deal.lin, "/history").then().body["items"]
    return next(str(one["event"]["page_code"]) for one in history if "page_code" in one["event"])


def says(deal: Negotiation, what: str, who: Person) -> None:
    """Open the original of the letter for a side, or close it again."""
    deal.does(what, who, instrument=deal.letter, items=["original"]).then()


def opens(deal: Negotiation, code: str) -> Said:
    """Open the original as anybody who has its code."""
    return deal.fair.said("GET", f"/verify/codes/{code}/original")


def test_the_original_is_closed_until_every_side_opens_it(letter: Negotiation) -> None:
    code = letter_code(letter)
    until(lambda: asks(letter, code).body["known"])
    opens(letter, code).then_refused(404, "original_closed")
    says(letter, "consent_to_publication", letter.lin)
    opens(letter, code).then_refused(404, "original_closed")
    says(letter, "consent_to_publication", letter.ana)
    told = asks(letter, code).then().body["original"]
    found = letter.fair.said("GET", told.removeprefix("/api/v1")).then().response
    assert found.headers["cache-control"] == ASK_AGAIN  # it may be closed the next moment
    assert hashlib.sha256(found.content).hexdigest() == asks(letter, code).body["base_pdf_sha256"]
    assert code in Reading(found.content).attached("signing.json").decode()
    says(letter, "withdraw_publication_consent", letter.ana)
    opens(letter, code).then_refused(404, "original_closed")
    assert asks(letter, code).body["original"] == ""


def test_no_original_is_open_of_a_code_that_is_void_or_of_none(printed: Negotiation) -> None:
    opens(printed, codes(printed)[0]).then_refused(404, "original_closed")
    opens(printed, codes(printed)[-1]).then_refused(404, "original_closed")
    opens(printed, "00" * 16).then_refused(404, "original_closed")
    opens(printed, "elsewhere").then_refused(422, "page_code_malformed")
