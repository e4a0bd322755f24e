"""An agreement that is printed, signed by hand, scanned, confirmed and attested, over HTTP."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from commanding import Shell
from http_annexes import Sender
from http_deal import Negotiation
from http_fair import Fair, Person, Said
from playing import settings_for
from scanning import scan_of, text_of
from waiting import until

from aggregates.vocabulary import Role
from api.exits import Exit


class OnPaper(msgspec.Struct, frozen=True):
    """A deal that is signed by hand: what was printed, and what the scanners made of it."""

    deal: Negotiation
    official: Person
    printed: bytes
    torn: bytes
    scan: bytes

    def says(self, what: str, who: Person, scan: bytes, **more: Any) -> Said:
        """Hand in, confirm or attest a scan, as somebody."""
        digest = hashlib.sha256(scan).hexdigest()
        base = self.deal.signing(self.deal.leading)["base_pdf_sha256"]
        named = {"base_pdf_sha256": base, "scan_sha256": digest}
        return self.deal.does(what, who, instrument=self.deal.leading, **named, **more)

    def hands_in(self, scan: bytes) -> Said:
        """Hand the file in, and say who signed on it."""
        Sender(self.deal, self.deal.lin).hands_in(scan, "scan.pdf").then()
        hands = [
            {
                "field": f,
                "person": who.actor.person,
                "mandate": who.mandate,
                "chopped": f == "aster",
            }
            for f, who in (("linghai", self.deal.lin), ("aster", self.deal.ana))
        ]
        return self.says("record_paper_execution", self.deal.lin, scan, signatures=hands)

    def attests(self, scan: bytes) -> Said:
        """Show presence, and attest."""
        digest = hashlib.sha256(scan).hexdigest()
        self.official.shows_presence("attest_paper_execution", digest, self.deal.deal)
        return self.says("attest_paper_execution", self.official, scan)

    def verdict(self, content: bytes) -> dict[str, object]:
        """Return what anybody is told of a file."""
        sent = {"content-type": "application/pdf"}
        return self.deal.fair.said("POST", "/verify", content=content, headers=sent).then().body

    def known_as(self, content: bytes, code: str) -> None:
        """Wait until the read models have it that a file is the scan of a paper."""
        until(lambda: self.verdict(content)["findings"][0]["code"] == code)  # type: ignore[index]


@pytest.fixture(scope="module")
def paper(followed: Fair, tmp_path_factory: pytest.TempPathFactory) -> OnPaper:
    """Give an agreement that is open to be signed, printed and scanned twice."""
    deal = Negotiation(followed).open().engage().agree()
    deal.open_signing().then()
    digest = deal.signing(deal.leading)["pdf_sha256"]
    printed = deal.reads(deal.lin, f"/documents/{digest}").then().response.content
    torn, scan = (
        scan_of(printed, tmp_path_factory.mktemp("scan"), *strokes)
        for strokes in ([(120, 500)], [(120, 500), (120, 400)])
    )
    return OnPaper(deal, followed.person(Role.OFFICIAL), printed, torn, scan)


@pytest.fixture(scope="module")
def attested(paper: OnPaper) -> OnPaper:
    """Give it executed: a scan was replaced, the other side confirmed, an official said so."""
    paper.hands_in(paper.torn).then()
    paper.known_as(paper.torn, "scan_unattested")
    paper.hands_in(paper.scan).then()
    early = paper.attests(paper.scan)
    early.then_refused(409, "confirmation_missing")
    paper.says("confirm_paper_execution", paper.deal.ana, paper.torn).then_refused(
        409, "other_scan"
    )
    paper.says("confirm_paper_execution", paper.deal.ana, paper.scan).then()
    types = paper.attests(paper.scan).then().types
    assert {"deal.paper_executed.v1", "deal.instrument_executed.v1"} <= set(types)
    paper.known_as(paper.scan, "scan_attested")
    return paper


def test_the_printed_file_is_valid_as_a_paper_original(attested: OnPaper) -> None:
    told = attested.verdict(attested.printed)
    assert (told["level"], told["status_now"]) == ("valid", "in_force")
    assert told["attested_by"]
    assert not [one for one in told["signatories"] if one["role"] == "signatory"]  # type: ignore[attr-defined,index]


def test_the_scan_cannot_be_judged_but_is_known(attested: OnPaper) -> None:
    told = attested.verdict(attested.scan)
    printed = attested.verdict(attested.printed)
    assert (told["level"], told["signatories"]) == ("cannot_tell", [])
    assert told["attested_by"] == printed["attested_by"]
    assert (told["base_pdf_sha256"], told["status_now"]) == (printed["base_pdf_sha256"], "in_force")
    assert str(printed["pdf_sha256"]) in str(told["findings"])


def test_a_scan_that_another_one_replaced_says_so(attested: OnPaper) -> None:
    told = attested.verdict(attested.torn)
    assert (told["level"], told["attested_by"]) == ("cannot_tell", "")
    assert "scan_replaced" in str(told["findings"])


def test_a_scan_of_which_an_octet_differs_is_nobodys(attested: OnPaper) -> None:
    told = attested.verdict(attested.scan.replace(b"%%EOF", b"\n%%EOF"))
    assert (told["level"], told["attested_by"]) == ("cannot_tell", "")
    assert "not_ours" in str(told["findings"])


def test_the_code_on_the_printed_page_leads_to_the_original(attested: OnPaper) -> None:
    read = re.search(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){7}", text_of(attested.printed))
    assert read is not None
    assert not text_of(attested.scan).strip()
    told = attested.deal.ana.get(f"/verify/codes/{read[0]}").then().body
    assert (told["attested"], told["status_now"]) == (True, "in_force")
    original = attested.deal.ana.get(told["original"].removeprefix("/api/v1")).then().response
    assert attested.printed.startswith(original.content)
    assert attested.deal.fair.said("GET", f"/verify/codes/{read[0]}").body["original"] == ""


def test_the_command_says_the_same_of_both(attested: OnPaper, shell: Shell, tmp_path: Path) -> None:
    house = attested.deal.fair.house
    here = shell.at(settings_for(house.database, attested.deal.fair.folder))
    later = f"{house.clock() + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
    files = {"printed.pdf": attested.printed, "scan.pdf": attested.scan}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    here("verify", tmp_path / "printed.pdf", "--as-of", later).then(
        Exit.YES, "VALID (TOTAL-PASSED)", "paper original, attested by", "status now: in force"
    )
    here("verify", tmp_path / "scan.pdf", "--as-of", later).then(
        Exit.CANNOT_TELL, "(scan_attested)", "The ledger was asked.", "status now: in force"
    )
    here("verify", tmp_path / "scan.pdf", "--offline").then(Exit.CANNOT_TELL, "(not_ours)")
