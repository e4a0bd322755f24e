"""What the commands `own-key` and `sign` do, and how they tell it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from getpass import getpass
from pathlib import Path

import httpx2
import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from api.client.answers import ProblemError
from api.client.operations import Operations
from api.exits import Exit
from api.moments import second
from api.output import Output, Plain
from api.own_key.enrolling import certificate_for, listed, offer, withdraw
from api.own_key.opening import KeyPlace, make_key, open_key, secret_from
from api.own_key.signing import Wish, newest, paper_in, sign_paper
from api.refusals import ApiError
from signing.pki.certificate import Certificate


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """Where to ask, as whom, and where to tell of it."""

    server: str
    login: Path
    output: Output


def make_and_tell(errand: Errand, place: KeyPlace, descriptor: int) -> Exit:
    """Make a key, and tell its name."""
    held = make_key(place, _asking(descriptor))
    errand.output.result({"key": held.public.sha256}, f"key {held.public.sha256}")
    return Exit.YES


def offer_and_tell(
    errand: Errand, place: KeyPlace, descriptor: int, edition: str, mandate: str
) -> Exit:
    """Offer a key, and tell what the administrator must be told."""
    held = open_key(place, _asking(descriptor))
    with _client(errand) as client:
        done = offer(client, edition, mandate, held)
    errand.output.talk("Tell your administrator this name; they compare it and confirm the key:")
    record = msgspec.to_builtins(done)
    errand.output.result({**record, "mandate": mandate}, f"key {done.key}")
    return Exit.YES


def tell_keys(errand: Errand, edition: str) -> Exit:
    """Tell of every key of one's organisation."""
    with _client(errand) as client:
        for one in listed(client, edition):
            until = "awaits the word" if one.valid_until is None else second(one.valid_until)
            state = f"withdrawn: {one.ground}" if one.withdrawn_at else until
            sentence = f"{one.key}  {one.person}  {one.mandate}  {state}"
            errand.output.result(msgspec.to_builtins(one), sentence)
    return Exit.YES


def write_certificate(
    errand: Errand,
    place: KeyPlace,
    descriptor: int,
    edition: str,
    mandate: str,
    out: Path | None,
) -> Exit:
    """Write the certificate of one's key, once it is seen to be for this key and mandate."""
    held = open_key(place, _asking(descriptor))
    with _client(errand) as client:
        found = certificate_for(client, edition, mandate, held.public)
    if out is not None:
        _write(out, found.pem().encode())
    subject = found.subject
    record: dict[str, Plain] = {
        "certificate": found.sha256,
        "name": subject.common_name,
        "organisation": subject.organisation,
        "identifier": subject.identifier,
        "mandate": mandate,
        "until": second(found.not_after),
    }
    told = f"{subject.common_name}, {subject.organisation}, until {record['until']}"
    errand.output.result(record, f"certificate {found.sha256}: {told}")
    return Exit.YES


def withdraw_and_tell(errand: Errand, edition: str, key: str, ground: str) -> Exit:
    """Withdraw a key."""
    with _client(errand) as client:
        done = withdraw(client, edition, key, ground)
    told = "withdrawn" if done else "was withdrawn before"
    errand.output.result({"key": key, "withdrawn": True, "changed": done}, f"key {key}: {told}")
    return Exit.YES


def fetch(errand: Errand, deal: str, instrument: str, paper: Path) -> Exit:
    """Write the newest revision of a paper, to be read before it is signed."""
    if not instrument:
        raise ApiError("paper_not_there", file=str(paper))
    with _client(errand) as client:
        pdf = newest(client, deal, instrument)
    _write(paper, pdf)
    digest = paper_in(pdf).sha256
    errand.output.talk("Nothing is signed. Read the paper, then run the command again.")
    errand.output.result({"paper": str(paper), "sha256": digest, "signed": False}, f"{paper}")
    return Exit.CANNOT_TELL


def sign_and_tell(  # noqa: PLR0913 - what is signed, with which key, as whom
    errand: Errand,
    place: KeyPlace,
    descriptor: int,
    *,
    deal: str,
    field: str,
    pdf: bytes,
    certificate: bytes,
    language: str,
    at: datetime,
    out: Path,
) -> Exit:
    """Sign a paper, write it as signed, and tell where it was recorded."""
    wish = Wish(
        deal=deal,
        paper=paper_in(pdf),
        field=field,
        certificate=_certificate_in(certificate),
        language=language,
        at=at,
    )
    held = open_key(place, _asking(descriptor))
    errand.output.talk(f"Signing {wish.paper.sheet.instrument} at {field}: {wish.paper.sha256}")
    with _client(errand) as client:
        done = sign_paper(client, held, wish)
    _write(out, done.pdf)
    positions: list[Plain] = [*done.positions]
    record: dict[str, Plain] = {"paper": str(out), "signed": True, "positions": positions}
    errand.output.result(record, f"signed: {out}")
    return Exit.YES


@contextmanager
def _client(errand: Errand) -> Generator[Operations, None, None]:
    """Ask the server, as whoever the login says; what it refuses is said as one of ours."""
    try:
        secret = errand.login.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise ApiError("login_unreadable", file=str(errand.login)) from wrong
    try:
        with Operations(errand.server, key=secret) as client:
            yield client
    except ProblemError as refused:
        problem = refused.problem
        raise ApiError("server_refused", said=problem.detail, problem=problem.code) from refused
    except (httpx2.TransportError, httpx2.InvalidURL, httpx2.UnsupportedProtocol) as wrong:
        raise ApiError("server_unreachable", server=errand.server) from wrong


def _asking(descriptor: int) -> Callable[[str], str]:
    def ask(what: str) -> str:
        return getpass(f"{what}: ") if descriptor < 0 else secret_from(descriptor)

    return ask


def _certificate_in(content: bytes) -> Certificate:
    if not content.startswith(b"-----BEGIN"):
        return Certificate(content)
    try:
        read = x509.load_pem_x509_certificate(content)
    except ValueError as wrong:
        raise ApiError("certificate_file_unusable") from wrong
    return Certificate(read.public_bytes(serialization.Encoding.DER))


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as wrong:
        raise ApiError("file_unwritable", path=str(file), reason=wrong.strerror) from wrong
