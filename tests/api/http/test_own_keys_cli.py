"""Signing from one's own machine: with a file, with a token, and against a server that lies."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from between import Between, Meddle, between
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from http_deal import Negotiation
from own_key_http import Holder
from tokens import PIN, SoftToken

from api.client.operations import Operations
from api.exits import Exit
from api.own_key.signing import Wish, paper_in, sign_paper
from api.refusals import ApiError
from signing.errors import SignatureError
from signing.keys.opening import open_token
from signing.own.held import held_on_token
from signing.own.key_file import new_key_file, read_key_file
from signing.registry.trust import trust_policy
from signing.verify.case import Case
from signing.verify.verdict import Level
from signing.verify.verifier import verify

PASSWORD = "seven herons at the weir"  # noqa: S105 - of a key that lives as long as a test


class Desk:
    """A signatory at their own machine: a login, a folder, and a server in between that listens."""

    def __init__(self, holder: Holder, place: Between, folder: Path) -> None:
        self.holder, self.place, self.folder = holder, place, folder
        who, deal = holder.who, holder.deal
        expires = {"expires_at": deal.deadline(days=5)["at"]}
        wanted = {"label": "mine", "scopes": ["read", "command"], **expires}
        self.secret = who.post("/account/keys", wanted).then().body["secret"]
        (folder / "login").write_text(self.secret, "utf-8")

    def runs(self, *words: str, secret: str = PASSWORD) -> subprocess.CompletedProcess[bytes]:
        """Run a command; the secret comes by standard input, never among the words."""
        assert secret not in words
        program = [sys.executable, "-m", "api.cli", *words, "--secret-fd", "0"]
        server = ["--server", self.place.url, "--login", str(self.folder / "login")]
        given = f"{secret}\n".encode()
        return subprocess.run([*program, *server], input=given, capture_output=True, check=False)

    def own_key(self, action: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Do something with the key in the file."""
        edition = ["--edition", self.holder.edition, "--mandate", self.holder.who.mandate]
        file = ["--key", str(self.folder / "key.p12")]
        return self.runs("own-key", action, *file, *edition, *words, "--json")

    def sign(self, *words: str, secret: str = PASSWORD) -> subprocess.CompletedProcess[bytes]:
        """Sign the paper that lies in the folder."""
        deal = self.holder.deal
        seat = ["--deal", deal.deal, "--instrument", deal.leading, "--field", self.holder.field]
        files = ["--certificate", str(self.folder / "own.pem")]
        paper = str(self.folder / "paper.pdf")
        return self.runs("sign", paper, *seat, *files, *words, "--json", secret=secret)

    def wish(self) -> Wish:
        """Return the wish to sign the newest revision, which was read."""
        deal = self.holder.deal
        return Wish(
            deal=deal.deal,
            paper=paper_in(self.holder.document(deal.signing(deal.leading)["pdf_sha256"])),
            field=self.holder.field,
            certificate=self.holder.certificate,
            language="en",
            at=deal.fair.house.clock(),
        )

    def signs(self) -> bytes:
        """Sign it, as the command does."""
        with Operations(self.place.url, key=self.secret) as client:
            return sign_paper(client, self.holder.held, self.wish()).pdf

    def lied_to(self, meddle: Meddle) -> str:
        """Sign while the server lies so; return why the key was not used."""
        self.place.meddle = meddle
        with pytest.raises(SignatureError) as refused:
            self.signs()
        assert not self.completed
        return refused.value.code

    @property
    def completed(self) -> list[bytes]:
        """What was sent with a signature in it."""
        return [sent for sent in self.place.sent if b"/complete_signature\n" in sent]


@pytest.fixture
def file() -> bytes:
    """A key in a file."""
    return new_key_file(PASSWORD)


@pytest.fixture
def desk(agreed: Negotiation, file: bytes, tmp_path: Path) -> Iterator[Desk]:
    """The lead of Linghai with a key in a file, before a paper that is open to be signed."""
    agreed.open_signing().then()
    (tmp_path / "key.p12").write_bytes(file)
    holder = Holder(agreed, agreed.lin, "linghai", read_key_file(file, PASSWORD))
    with between(str(agreed.fair.client.base_url)) as place:
        yield Desk(holder, place, tmp_path)


@pytest.fixture
def enrolled(desk: Desk) -> Desk:
    """The key is certified."""
    desk.holder.enrol()
    return desk


def told(done: subprocess.CompletedProcess[bytes], code: Exit = Exit.YES) -> dict[str, Any]:
    """Return what a command told a program."""
    assert done.returncode == code, done.stderr.decode()
    return json.loads(done.stdout) if done.stdout else {}


def is_valid(deal: Negotiation, pdf: bytes) -> bool:
    """Return whether a verifier says VALID."""
    house = deal.fair.house
    house.clock.forward(seconds=2)
    trust = trust_policy(house.installation.authority, (), house.clock())
    return verify(Case(pdf=pdf, trust=trust, at=house.clock())).level is Level.VALID


def test_with_a_file_from_the_offer_to_the_signed_paper(desk: Desk) -> None:
    offered = told(desk.own_key("offer"))
    assert offered["key"] == desk.holder.held.public.sha256
    desk.holder.certify().then()
    told(desk.own_key("certificate", "--out", str(desk.folder / "own.pem")))
    key = ["--key", str(desk.folder / "key.p12")]
    assert told(desk.sign(*key), Exit.CANNOT_TELL)["signed"] is False
    assert told(desk.sign(*key))["signed"] is True
    deal = desk.holder.deal
    deal.sign(deal.ana, "aster").then()
    assert is_valid(deal, desk.holder.document(deal.signing(deal.leading)["pdf_sha256"]))
    _saw_no_key(desk)


def _saw_no_key(desk: Desk) -> None:
    """Nothing that was sent has the private half, in any way in which it could be written."""
    private, _, _ = pkcs12.load_key_and_certificates(
        (desk.folder / "key.p12").read_bytes(), PASSWORD.encode()
    )
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    raw = private.private_numbers().private_value.to_bytes(32, "big")
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    shapes = [raw, raw.hex().encode(), raw[::-1], PASSWORD.encode(), pem.split(b"\n")[1]]
    shapes += [b64encode(raw[skip:])[:-4] for skip in range(3)]
    assert len(desk.place.sent) > 5
    for body in desk.place.sent:
        assert not [shape for shape in shapes if shape in body]
        assert b"PRIVATE KEY" not in body


def test_with_a_key_on_a_token(desk: Desk, tokens: Mapping[str, SoftToken]) -> None:
    place = tokens["party"]
    token = open_token(place.module, place.label, PIN)
    token.make("deal")
    holder = desk.holder
    holder.held = held_on_token(token, "deal")
    holder.enrol()
    (desk.folder / "own.pem").write_text(holder.certificate.pem(), "utf-8")
    wish = desk.wish()
    (desk.folder / "paper.pdf").write_bytes(wish.paper.pdf)
    at = ["--pkcs11", str(place.module), "--token", place.label, "--key-label", "deal"]
    assert told(desk.sign(*at, secret=PIN))["signed"] is True
    holder.deal.sign(holder.deal.ana, "aster").then()
    assert is_valid(
        holder.deal, holder.document(holder.deal.signing(holder.deal.leading)["pdf_sha256"])
    )
    token.destroy("deal")


def test_another_password_signs_nothing(enrolled: Desk) -> None:
    (enrolled.folder / "own.pem").write_text(enrolled.holder.certificate.pem(), "utf-8")
    (enrolled.folder / "paper.pdf").write_bytes(enrolled.wish().paper.pdf)
    done = enrolled.sign("--key", str(enrolled.folder / "key.p12"), secret=PIN)
    assert (done.returncode, b"key_file_unusable" in done.stderr) == (Exit.CANNOT_TELL, True)


def test_what_is_recorded_is_what_was_signed(enrolled: Desk) -> None:
    signed = enrolled.signs()
    deal = enrolled.holder.deal
    assert signed == enrolled.holder.document(deal.signing(deal.leading)["pdf_sha256"])
    assert len(enrolled.completed) == 1


def test_who_comes_after_somebody_else_must_read_anew(enrolled: Desk) -> None:
    wish, deal = enrolled.wish(), enrolled.holder.deal
    deal.sign(deal.ana, "aster").then()
    with (
        Operations(enrolled.place.url, key=enrolled.secret) as client,
        pytest.raises(ApiError) as refused,
    ):
        sign_paper(client, enrolled.holder.held, wish)
    assert refused.value.code == "paper_not_newest"


def prepared_as(change: Callable[[dict[str, Any]], None]) -> Meddle:
    """Change what the server says that is to be signed."""

    def meddle(path: str, content: bytes) -> bytes:
        if not path.endswith("/prepared_signature"):
            return content
        waiting = json.loads(content)
        change(waiting)
        return json.dumps(waiting).encode()

    return meddle


def test_a_server_that_swaps_the_document_is_refused(enrolled: Desk) -> None:
    honest = enrolled.wish().paper

    def swap(path: str, content: bytes) -> bytes:
        is_prepared = "/documents/" in path and honest.sha256 not in path
        return content[:7000] + b"0" + content[7001:] if is_prepared else content

    assert enrolled.lied_to(swap) == "offer_of_another_revision"


def test_a_server_that_names_another_document_is_refused(enrolled: Desk) -> None:
    other = enrolled.holder.deal.signing(enrolled.holder.deal.leading)["base_pdf_sha256"]
    lie = prepared_as(lambda waiting: waiting.update(pdf_sha256=other))
    assert enrolled.lied_to(lie) == "offer_of_another_revision"


def test_a_server_that_swaps_the_digest_in_the_attributes_is_refused(enrolled: Desk) -> None:
    def lie(waiting: dict[str, Any]) -> None:
        attributes = bytearray(b64decode(waiting["signed_attributes"]))
        at = bytes(attributes).index(bytes.fromhex("2a864886f70d010904")) + 15
        attributes[at] ^= 1
        waiting["signed_attributes"] = b64encode(attributes).decode()

    assert enrolled.lied_to(prepared_as(lie)) == "attributes_strange"


def test_a_server_that_swaps_the_certificate_is_refused(enrolled: Desk) -> None:
    seal = enrolled.holder.deal.fair.house.installation.authority.seal.certificate.der
    lie = prepared_as(lambda waiting: waiting.update(certificate=b64encode(seal).decode()))
    assert enrolled.lied_to(lie) == "certificate_not_yours"


def test_a_server_that_leaves_a_part_of_the_file_out_is_refused(enrolled: Desk) -> None:
    def lie(waiting: dict[str, Any]) -> None:
        waiting["contents_end"] += 2

    assert enrolled.lied_to(prepared_as(lie)) == "offer_covers_otherwise"


def test_the_command_says_so_and_signs_nothing(enrolled: Desk) -> None:
    (enrolled.folder / "own.pem").write_text(enrolled.holder.certificate.pem(), "utf-8")
    (enrolled.folder / "paper.pdf").write_bytes(enrolled.wish().paper.pdf)
    seal = enrolled.holder.deal.fair.house.installation.authority.seal.certificate.der
    enrolled.place.meddle = prepared_as(
        lambda waiting: waiting.update(certificate=b64encode(seal).decode())
    )
    done = enrolled.sign("--key", str(enrolled.folder / "key.p12"))
    assert done.returncode == Exit.CANNOT_TELL
    assert b"Nothing was signed" in done.stderr
    assert not enrolled.completed
