"""Public verification over HTTP: a verdict on whatever is handed in, and a status by digest."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event

import pytest
from http_deal import Negotiation
from http_fair import Fair, Said

from aggregates.vocabulary import Role
from api.refusals import ApiError
from api.verifying import PDF_BYTES, THREADS, WAITING, Verifier
from signing.verify.verdict import Verdict
from signing.verify.verifier import no_trust

FOREIGN = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


@pytest.fixture(scope="module")
def ours(followed: Fair) -> Negotiation:
    """Give a deal whose letter of intent is executed."""
    return Negotiation(followed).open().engage()


@pytest.fixture(scope="module")
def paper(ours: Negotiation) -> bytes:
    """Give the signed letter."""
    digest = ours.signing(ours.letter)["pdf_sha256"]
    return ours.reads(ours.lin, f"/documents/{digest}").then().response.content


def verify(fair: Fair, content: bytes, media: str = "application/pdf", **headers: str) -> Said:
    sent = {"content-type": media, **headers}
    return fair.said("POST", "/verify", content=content, headers=sent)


def told(said: Said) -> list[str]:
    return [one["code"] for one in said.body["findings"] if one["code"]]


def test_a_signed_paper_is_valid_to_anybody(followed: Fair, paper: bytes) -> None:
    body = verify(followed, paper).then().body
    assert (body["level"], body["standard"]) == ("valid", "TOTAL-PASSED")
    assert body["pdf_sha256"] == hashlib.sha256(paper).hexdigest()
    assert (body["status_now"], len(body["findings"])) == ("in_force", 8)
    assert {one["role"] for one in body["signatories"]} >= {"signatory", "registry"}


def test_a_paper_of_which_a_byte_was_changed_is_not_valid(followed: Fair, paper: bytes) -> None:
    at = len(paper) // 2
    forged = paper[:at] + bytes([paper[at] ^ 1]) + paper[at + 1 :]
    said = verify(followed, forged).then()
    assert (said.body["level"], said.body["signatories"]) == ("not_valid", [])
    assert told(said)


def test_an_earlier_revision_is_not_the_recorded_file(ours: Negotiation, paper: bytes) -> None:
    base = ours.signing(ours.letter)["base_pdf_sha256"]
    earlier = ours.reads(ours.lin, f"/documents/{base}").then().response.content
    assert paper.startswith(earlier)
    assert verify(ours.fair, earlier).then().body["level"] == "not_valid"


def test_what_is_of_somebody_else_cannot_be_told(followed: Fair) -> None:
    said = verify(followed, FOREIGN).then()
    assert (said.body["level"], told(said)) == ("cannot_tell", ["not_ours"])
    chinese = verify(followed, FOREIGN, **{"accept-language": "zh"}).then()
    assert "登记处" in chinese.body["findings"][0]["detail"]


@pytest.mark.parametrize("content", [b"", b"%PDF-", b"\x00" * 1000, b"MZ", b"[" * 100_000])
def test_whatever_is_handed_in_gets_a_verdict(followed: Fair, content: bytes) -> None:
    assert verify(followed, content).then().body["level"] == "not_valid"


def test_what_is_too_long_or_of_another_kind_is_refused(followed: Fair) -> None:
    verify(followed, FOREIGN, "text/html").then_refused(415, "media_type_unknown")
    verify(followed, bytes(PDF_BYTES + 1)).then_refused(413, "body_too_large")


def status(fair: Fair, digest: str) -> Said:
    return fair.said("GET", f"/verify/{digest}")


def fresh(ours: Negotiation) -> None:
    """Wait until the read models have come as far as the log."""
    fair = ours.fair
    ours.lin.get(f"/deals?edition={fair.edition}&after_position={fair.book.head()}").then()


def test_a_paper_is_known_by_its_digest(ours: Negotiation, paper: bytes) -> None:
    fresh(ours)
    body = status(ours.fair, hashlib.sha256(paper).hexdigest()).then().body
    assert (body["known"], body["newest"], body["status_now"]) == (True, True, "in_force")
    base = ours.signing(ours.letter)["base_pdf_sha256"]
    earlier = status(ours.fair, base).then().body
    assert (earlier["known"], earlier["newest"]) == (True, False)


def test_a_digest_tells_no_name_and_no_term(ours: Negotiation, paper: bytes) -> None:
    fresh(ours)
    digest = hashlib.sha256(paper).hexdigest()
    text = status(ours.fair, digest).then().response.text.replace(digest, "")
    for hidden in ("Linghai", "Aster", "Lin Yue", "480", ours.deal, ours.lin.actor.person):
        assert hidden not in text


def test_a_digest_that_is_nobodys_is_unknown(followed: Fair) -> None:
    body = status(followed, "ab" * 32).then().body
    assert (body["known"], body["status_now"]) == (False, "not_checked")
    for none in ("AB" * 32, "x", "ab" * 31):
        status(followed, none).then_refused(422, "sha256_malformed")


def test_a_signing_that_was_given_up_leaves_a_void_paper(followed: Fair) -> None:
    agreed = Negotiation(followed).open().engage().agree()
    agreed.open_signing().then()
    base = agreed.signing(agreed.leading)["base_pdf_sha256"]
    fresh(agreed)
    assert status(followed, base).then().body["status_now"] == "signing"
    body = {"instrument": agreed.leading, "reason": "Another bank."}
    agreed.does("void_signing", agreed.lin, **body).then()
    shown = status(followed, base).then().body
    assert (shown["known"], shown["newest"], shown["status_now"]) == (True, False, "void")


class Slow(Verifier):
    """A verifier whose files take as long as one lets them."""

    def __init__(self, fair: Fair) -> None:
        super().__init__(fair.house.installation)
        self.go_on = Event()

    def _judged(self, pdf: bytes, at: datetime) -> Verdict:
        assert at.tzinfo is not None
        self.go_on.wait(30)
        return no_trust(pdf)


def test_who_comes_when_too_many_wait_is_asked_to_come_back(followed: Fair) -> None:
    at = followed.house.clock()

    async def crowd() -> None:
        async with Slow(followed) as verifier:
            waiting = [
                asyncio.ensure_future(verifier.judged(b"", at)) for _ in range(THREADS + WAITING)
            ]
            await asyncio.sleep(0)
            with pytest.raises(ApiError, match="verifier_busy"):
                await verifier.judged(b"", at)
            verifier.go_on.set()
            assert len(await asyncio.gather(*waiting)) == THREADS + WAITING
            await verifier.judged(b"", at)

    asyncio.run(crowd())


def test_a_file_that_takes_too_long_keeps_its_place_and_nobody_waits(
    followed: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.verifying.SECONDS", 0.01)
    monkeypatch.setattr("api.verifying.WAITING", 1 - THREADS)

    async def slow() -> None:
        async with Slow(followed) as verifier:
            for _ in range(2):
                with pytest.raises(ApiError, match="verifier_busy"):
                    await verifier.judged(b"", followed.house.clock())
            verifier.go_on.set()

    asyncio.run(slow())


def test_no_more_is_held_of_files_that_come_in_than_may_be(
    followed: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.verifying.HELD_BYTES", 1000)

    async def chunks(count: int) -> AsyncIterator[bytes]:
        for _ in range(count):
            yield bytes(100)

    async def many() -> None:
        async with Slow(followed) as verifier:
            with pytest.raises(ApiError, match="verifier_busy"):
                await verifier.taken_in(chunks(11))
            assert await verifier.taken_in(chunks(10)) == bytes(1000)
            assert await verifier.taken_in(chunks(10)) == bytes(1000)

    asyncio.run(many())


def test_many_at_once_all_get_their_verdict(followed: Fair, paper: bytes) -> None:
    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(lambda _: verify(followed, paper), range(6)))
    assert {one.then().body["level"] for one in said} == {"valid"}


def test_what_was_added_to_a_sealed_file_is_told_with_what_was_sealed(agreed: Negotiation) -> None:
    agreed.open_signing().then()
    agreed.sign(agreed.lin, "linghai").then()
    agreed.sign(agreed.ana, "aster").then()
    registrar = agreed.fair.person(Role.REGISTRY)
    newest = agreed.signing(agreed.leading)["pdf_sha256"]
    registrar.shows_presence("seal_agreement", newest, agreed.deal)
    agreed.does("seal_agreement", registrar, instrument=agreed.leading, pdf_sha256=newest).then()
    digest = agreed.signing(agreed.leading)["pdf_sha256"]
    sealed = agreed.reads(agreed.ana, f"/documents/{digest}").then().response.content
    body = verify(agreed.fair, sealed + b"1 0 obj <</Subtype /Stamp>> endobj\n%%EOF\n").then().body
    assert (body["level"], body["added"]["code"]) == ("not_valid", "added_after_sealing")
    assert body["added"]["facts"]["added"] == "annotation Stamp"
    assert (body["intact_octets"], body["intact_sha256"]) == (len(sealed), digest)
