"""Signing a paper that one has before oneself, with a key that stays where it is.

The server prepares, this side looks: `signing.own.offered` says at what. When the signature is
back, it looks once more: what was recorded is what was signed, with nothing changed in it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec

from aggregates.signing_sheet import SigningSheet
from api import ids
from api.client import schemas
from api.client.operations import Operations
from api.refusals import ApiError
from signing.errors import SignatureError
from signing.own.held import HeldKey
from signing.own.offered import Offered, Shown, signed_if_honest
from signing.pki.certificate import Certificate
from signing.verify.pdf.file import read_file
from signing.verify.pdf.form import attachments_of


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A revision that somebody has before them, and what it says of itself."""

    pdf: bytes
    sha256: str
    base_pdf_sha256: str
    sheet: SigningSheet


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs which paper where: ``language`` is the one in which it was read."""

    deal: str
    paper: Paper
    field: str
    certificate: Certificate
    language: str
    at: datetime


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """The signed revision, and where it was recorded; no position if it had been before."""

    pdf: bytes
    positions: tuple[int, ...]


def paper_in(pdf: bytes) -> Paper:
    """Return what a file says of itself.

    Raises:
        SignatureError: ``sheet_unreadable``, and as reading the file.
    """
    file = read_file(pdf)
    try:
        sheet = msgspec.json.decode(attachments_of(file).sheet, type=SigningSheet)
    except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise SignatureError("sheet_unreadable") from wrong
    return Paper(
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        base_pdf_sha256=hashlib.sha256(pdf[: file.base.end]).hexdigest(),
        sheet=sheet,
    )


def newest(client: Operations, deal: str, instrument: str) -> bytes:
    """Return the newest revision of a paper that is being signed.

    Raises:
        ApiError: ``paper_not_found``.
        ProblemError: as the server refuses.
        SignatureError: ``offer_of_another_revision`` if it is another file than was named.
    """
    signing = _signing(client, deal, instrument)
    return _document(client, deal, signing.pdf_sha256)


def sign_paper(client: Operations, held: HeldKey, wish: Wish) -> Done:
    """Sign, or refuse: see `signed_if_honest`.

    Raises:
        ApiError: ``paper_not_found``; ``paper_not_newest`` if somebody has signed since;
            ``recorded_otherwise``.
        ProblemError: as the server refuses.
        SignatureError: as `signed_if_honest`; ``offer_of_another_revision``.
    """
    paper = wish.paper
    signing = _signing(client, wish.deal, paper.sheet.instrument)
    if signing.pdf_sha256 != paper.sha256:
        raise ApiError("paper_not_newest", newest=signing.pdf_sha256)
    _prepare(client, held, wish)
    waiting = client.read_prepared_signature(wish.deal, paper.sheet.instrument).value
    prepared = _document(client, wish.deal, waiting.pdf_sha256)
    shown = Shown(pdf=paper.pdf, field=wish.field, certificate=wish.certificate)
    offered = Offered(
        pdf=prepared,
        contents_start=waiting.contents_start,
        contents_end=waiting.contents_end,
        attributes=waiting.signed_attributes,
        certificate=Certificate(waiting.certificate),
    )
    signature = signed_if_honest(held, shown, offered, wish.at)
    return _complete(client, wish, offered, waiting.pdf_sha256, signature)


def _prepare(client: Operations, held: HeldKey, wish: Wish) -> None:
    paper = wish.paper
    body = schemas.Outside(
        instrument=paper.sheet.instrument,
        terms_sha256=paper.sheet.terms_sha256,
        base_pdf_sha256=paper.base_pdf_sha256,
        language=wish.language,
        field=wish.field,
        key=held.public.sha256,
        pdf_sha256=paper.sha256,
    )
    client.prepare_signature(wish.deal, body, idempotency_key=ids.token())


def _complete(
    client: Operations, wish: Wish, offered: Offered, digest: str, signature: bytes
) -> Done:
    body = schemas.Returned(
        instrument=wish.paper.sheet.instrument,
        field=wish.field,
        pdf_sha256=digest,
        signature=signature,
    )
    answer = client.complete_signature(wish.deal, body, idempotency_key=ids.token()).value
    pdf = newest(client, wish.deal, wish.paper.sheet.instrument)
    start, end = offered.contents_start, offered.contents_end
    if (pdf[:start], pdf[end : len(offered.pdf)]) != (offered.pdf[:start], offered.pdf[end:]):
        raise ApiError("recorded_otherwise")
    return Done(pdf=pdf[: len(offered.pdf)], positions=answer.positions)


def _signing(client: Operations, deal: str, instrument: str) -> schemas.SigningNow:
    standing = client.read_deal(deal).value
    found = (one.signing for one in standing.instruments if one.id == instrument)
    signing = next(found, None)
    if signing is None:
        raise ApiError("paper_not_found", instrument=instrument)
    return signing


def _document(client: Operations, deal: str, sha256: str) -> bytes:
    content = client.read_document(deal, sha256).value
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SignatureError("offer_of_another_revision")
    return content
