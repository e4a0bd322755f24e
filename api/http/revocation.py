"""What the registry's authorities say of their certificates, as anybody's reader asks for it.

Below ``/pki``: ``<label>.cer`` and ``<label>.crl`` of the root and each issuing authority, and
``ocsp/<label>`` for single certificates (RFC 6960 appendix A, RFC 5019): by POST, or by GET with
the question in base64. Everything is signed; nothing is secret. What is no question is answered
with ``malformedRequest``, never with a failure.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from threading import Lock
from typing import Final
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.http.addresses import Address, Endpoint
from api.http.body import chunks_of
from api.http.site import Site
from api.refusals import ApiError
from api.revoking import revoked_in
from signing.errors import SignatureError
from signing.pki.revocation import Revocation

PREFIX: Final = "/pki"
CRL: Final = "application/pkix-crl"
CERTIFICATE: Final = "application/pkix-cert"
ANSWER: Final = "application/ocsp-response"
QUESTION_BYTES: Final = 4096
"""Far longer than a question about one certificate with a nonce."""
LISTED_FOR: Final = timedelta(minutes=1)
"""For how long a list is given out again; the ledger is asked anew then."""
KEPT_SECONDS: Final = 300
"""For how long others may keep a list or an answer without asking."""
GET_PARTS: Final = 12
"""So many slashes, at most, may the base64 of a question that is asked by GET have."""
_UNSUCCESSFUL: Final = {
    "status_request_unreadable": ocsp.OCSPResponseStatus.MALFORMED_REQUEST,
    "responder_missing": ocsp.OCSPResponseStatus.TRY_LATER,
}


class Lists:
    """The lists of one web process, and what they are made of; made anew once a minute."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lock = Lock()
        self._made: tuple[datetime, dict[str, bytes]] | None = None

    def revoked(self) -> tuple[Revocation, ...]:
        """Return what is revoked, as the ledger has it now."""
        return revoked_in(self._site.installation.registry)

    def called(self, label: str) -> bytes:
        """Return the list of an authority.

        Raises:
            ApiError: ``route_unknown``.
        """
        at = self._site.clock()
        with self._lock:
            if self._made is None or not timedelta() <= at - self._made[0] < LISTED_FOR:
                self._made = at, self._all(at)
            listed = self._made[1].get(label)
        if listed is None:
            raise ApiError("route_unknown")
        return listed

    def _all(self, at: datetime) -> dict[str, bytes]:
        authority = self._site.installation.authority
        return {"root": authority.root_crl(), **authority.issuing_crls(self.revoked(), at)}


def revocation_addresses(site: Site) -> Iterator[Address]:
    """Yield where lists, certificates and answers are."""
    lists = Lists(site)
    yield Address(method="GET", path=f"{PREFIX}/{{file}}", endpoint=_files(site, lists))
    yield Address(method="POST", path=f"{PREFIX}/ocsp/{{label}}", endpoint=_posted(site, lists))
    for parts in range(1, GET_PARTS + 1):
        path = "/".join(f"{{part{number}}}" for number in range(parts))
        address = f"{PREFIX}/ocsp/{{label}}/{path}"
        yield Address(method="GET", path=address, endpoint=_asked(site, lists))


def _files(site: Site, lists: Lists) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        _count(site, request)
        label, _, kind = request.path_params["file"].rpartition(".")
        if kind == "crl":
            listed = await run_in_threadpool(lists.called, label)
            return _list(site, listed)
        if kind == "cer":
            return _static(await run_in_threadpool(_certificate, site, label), CERTIFICATE)
        raise ApiError("route_unknown")

    return endpoint


def _posted(site: Site, lists: Lists) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        _count(site, request)
        try:
            question = b"".join([chunk async for chunk in chunks_of(request, QUESTION_BYTES)])
        except ApiError:
            question = b""
        label = request.path_params["label"]
        return await run_in_threadpool(_answer, site, lists, label, question)

    return endpoint


def _asked(site: Site, lists: Lists) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        _count(site, request)
        label = request.path_params["label"]
        written = unquote(request.url.path.removeprefix(f"{PREFIX}/ocsp/{label}/"))
        try:
            question = base64.b64decode(written, validate=True)
        except (binascii.Error, ValueError):
            question = b""
        return await run_in_threadpool(_answer, site, lists, label, question)

    return endpoint


def _count(site: Site, request: Request) -> None:
    site.limits.take("read", request.client.host if request.client else "", site.clock())


def _certificate(site: Site, label: str) -> bytes:
    return _known(lambda: site.installation.authority.authority_called(label).der)


def _known(look: Callable[[], bytes]) -> bytes:
    try:
        return look()
    except SignatureError as wrong:
        if wrong.code != "label_unknown":
            raise
        raise ApiError("route_unknown") from None


def _answer(site: Site, lists: Lists, label: str, question: bytes) -> Response:
    authority, at = site.installation.authority, site.clock()
    try:
        told = _known(lambda: authority.status_of(label, question, lists.revoked(), at))
    except SignatureError as wrong:
        status = _UNSUCCESSFUL.get(wrong.code)
        if status is None:
            raise
        refusal = ocsp.OCSPResponseBuilder.build_unsuccessful(status)
        return Response(
            refusal.public_bytes(Encoding.DER),
            media_type=ANSWER,
            headers={"cache-control": "no-store"},
        )
    return Response(told, media_type=ANSWER, headers=_kept(told, at, _until(told)))


def _until(answer: bytes) -> datetime | None:
    told = ocsp.load_der_ocsp_response(answer)
    successful = told.response_status is ocsp.OCSPResponseStatus.SUCCESSFUL
    return told.next_update_utc if successful else None


def _list(site: Site, listed: bytes) -> Response:
    until = x509.load_der_x509_crl(listed).next_update_utc
    return Response(listed, media_type=CRL, headers=_kept(listed, site.clock(), until))


def _static(content: bytes, media_type: str) -> Response:
    return Response(
        content, media_type=media_type, headers={"cache-control": "public, max-age=86400"}
    )


def _kept(content: bytes, at: datetime, until: datetime | None) -> dict[str, str]:
    """Return how long it may be kept: for a while, never for longer than it is good."""
    if until is None or until <= at:
        return {"cache-control": "no-store"}
    seconds = min(KEPT_SECONDS, int((until - at).total_seconds()))
    return {
        "cache-control": f"public, max-age={seconds}, no-transform, must-revalidate",
        "etag": f'"{hashlib.sha256(content).hexdigest()}"',
        "expires": format_datetime(at + timedelta(seconds=seconds), usegmt=True),
    }
