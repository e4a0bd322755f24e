"""A small provider of OpenID Connect over HTTP, honest unless it is told otherwise.

It signs by itself, with `cryptography`: what checks its tokens is not what makes them. ``with
providing() as provider`` serves one; ``provider.conduct`` is how it goes wrong, if it does.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from api.clock import now

CLIENT, SECRET = "counterseal: of the fair", "a secret, with % and +"
MINUTES = 5

Claims = dict[str, Any]


class Conduct(msgspec.Struct, kw_only=True):
    """How a provider behaves; as it stands here, as it should.

    ``claims`` take the place of those of a token, None leaves one out. ``key`` names the key that
    signs, ``kid`` what the token says of it. ``answers`` are said at a path in the place of what
    belongs there. ``silent`` at a path: nothing is said until the provider is closed.
    """

    algorithm: str = "RS256"
    key: str = "first"
    kid: str | None = None
    header: Mapping[str, Any] = {}
    claims: Mapping[str, Any] = {}
    tokens: Mapping[str, Any] = {}
    described: Mapping[str, Any] = {}
    sent_back: Mapping[str, str | None] = {}
    answers: Mapping[str, tuple[int, bytes]] = {}
    silent: str = ""


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """What a code was given for."""

    redirect_uri: str
    challenge: str
    nonce: str
    subject: str


class Provider:
    """The provider: its keys, its codes, and what it was asked."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.issuer = f"http://localhost:{server.server_address[1]}/of/harbour"
        self.clock: Callable[[], datetime] = now
        self.subject = "subject-1"
        self.conduct = Conduct()
        self.published = ["first", "curved"]
        self.asked: list[str] = []
        self.codes: dict[str, Granted] = {}
        self.closed = Event()

    def described(self) -> Claims:
        """Return what it says of itself (OpenID Connect Discovery 1.0 section 3)."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            **self.conduct.described,
        }

    def keys(self) -> Claims:
        """Return its public keys, among others that are of no use to us."""
        strange = [{"kty": "OKP", "crv": "Ed25519", "x": "AA", "kid": "other"}, {"kty": "RSA"}]
        return {"keys": [*strange, *(public(name) for name in self.published)]}

    def authorise(self, asked: Mapping[str, str]) -> str:
        """Return where the browser is sent back to, having signed its person in."""
        wanted = {"response_type": "code", "client_id": CLIENT, "code_challenge_method": "S256"}
        assert {name: asked.get(name) for name in wanted} == wanted
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = Granted(
            redirect_uri=asked["redirect_uri"],
            challenge=asked["code_challenge"],
            nonce=asked["nonce"],
            subject=self.subject,
        )
        back = {"code": code, "state": asked["state"], "iss": self.issuer}
        sent = {**back, **self.conduct.sent_back}
        return f"{asked['redirect_uri']}?{urlencode({n: v for n, v in sent.items() if v})}"

    def tokens(self, form: Mapping[str, str], client: str) -> tuple[int, Claims]:
        """Return the tokens for a code, which counts once (RFC 6749 section 4.1.3, RFC 7636)."""
        granted = self.codes.pop(form.get("code", ""), None)
        pair = f"{quote_plus(CLIENT)}:{quote_plus(SECRET)}".encode()
        known = client == f"Basic {base64.b64encode(pair).decode()}"
        known = known or (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if not known:
            return 401, {"error": "invalid_client"}
        challenge = coded(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if granted is None or (granted.redirect_uri, granted.challenge) != (
            form.get("redirect_uri"),
            challenge,
        ):
            return 400, {"error": "invalid_grant"}
        token = self.token(self.claims(granted))
        return 200, {"id_token": token, **self._beside(), **self.conduct.tokens}

    def claims(self, granted: Granted) -> Claims:
        """Return what it says of its person."""
        at = int(self.clock().timestamp())
        digest = hashlib.sha256(b"an access token").digest()
        honest = {
            "iss": self.issuer,
            "sub": granted.subject,
            "aud": CLIENT,
            "iat": at,
            "exp": at + MINUTES * 60,
            "nonce": granted.nonce,
            "at_hash": coded(digest[: len(digest) // 2]),
            "email": "somebody@example.org",
            "email_verified": True,
        }
        changed = {**honest, **self.conduct.claims}
        return {name: value for name, value in changed.items() if value is not None}

    def token(self, claims: Claims) -> str:
        """Return the token that says so, signed as it is its conduct to."""
        kid = self.conduct.key if self.conduct.kid is None else self.conduct.kid
        header = {"alg": self.conduct.algorithm, "typ": "JWT", "kid": kid, **self.conduct.header}
        said = f"{coded(json.dumps(header).encode())}.{coded(json.dumps(claims).encode())}"
        signature = signed(said.encode(), self.conduct.algorithm, self.conduct.key)
        return f"{said}.{coded(signature)}"

    def _beside(self) -> Claims:
        return {"access_token": "an access token", "token_type": "Bearer", "expires_in": 300}


def trusting(provider: Provider, folder: Path) -> dict[str, Any]:
    """Return the settings of an operator who has written the provider down, in ``folder``."""
    folder.mkdir(exist_ok=True)
    (folder / "harbour.secret").write_text(SECRET + "\n", "utf-8")
    file = folder / "providers.toml"
    lines = (
        "[harbour]",
        'name = "Harbour Bank"',
        f'issuer = "{provider.issuer}"',
        f'client_id = "{CLIENT}"',
        'client_secret_file = "harbour.secret"',
        'second_factor_amr = ["hwk"]',
    )
    file.write_text("\n".join(lines), "utf-8")
    return {"sign_in_providers": file, "insecure_loopback_providers": True}


@cache
def private(name: str) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey:
    """Return the key of a name: curved, short or usual."""
    if name == "curved":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(65537, 1024 if name == "short" else 2048)


def public(name: str) -> Claims:
    """Return the public half as it is published (RFC 7517)."""
    key = private(name)
    if isinstance(key, rsa.RSAPrivateKey):
        numbers = key.public_key().public_numbers()
        n = numbers.n.to_bytes(key.key_size // 8, "big")
        return {"kty": "RSA", "use": "sig", "kid": name, "n": coded(n), "e": "AQAB"}
    point = key.public_key().public_numbers()
    x, y = (coded(one.to_bytes(32, "big")) for one in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "alg": "ES256", "kid": name, "x": x, "y": y}


def signed(said: bytes, algorithm: str, name: str) -> bytes:
    """Return the signature over ``said`` (RFC 7518 section 3); HS256 is with the public key."""
    key = private(name)
    if algorithm == "none":
        return b""
    if algorithm == "HS256":
        known = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return hmac.digest(known, said, "sha256")
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(said, padding.PKCS1v15(), SHA256())
    r, s = decode_dss_signature(key.sign(said, ec.ECDSA(SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def coded(raw: bytes) -> str:
    """Return octets in base64url, as tokens have them."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        """Answer a browser, or who asks for what it publishes."""
        place, asked = self._place(), parse_qs(urlsplit(self.path).query)
        if self._is_otherwise(place):
            return
        if place == "/authorize":
            self.send_response(302)
            back = self.provider.authorise({name: one[0] for name, one in asked.items()})
            self.send_header("location", back)
            self.send_header("content-length", "0")
            self.end_headers()
            return
        said = {
            "/.well-known/openid-configuration": self.provider.described,
            "/keys": self.provider.keys,
        }
        self._say(200, said[place]())

    def do_POST(self) -> None:
        """Answer who brings a code."""
        length = int(self.headers["content-length"])
        form = parse_qs(self.rfile.read(length).decode())
        if not self._is_otherwise(self._place()):
            client = self.headers.get("authorization", "")
            self._say(*self.provider.tokens({n: v[0] for n, v in form.items()}, client))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""

    def _place(self) -> str:
        place = urlsplit(self.path).path.removeprefix(urlsplit(self.provider.issuer).path)
        self.provider.asked.append(place)
        return place

    def _is_otherwise(self, place: str) -> bool:
        """Answer as it is the provider's conduct here; return whether it is any."""
        conduct = self.provider.conduct
        if conduct.silent == place:
            self.provider.closed.wait(60)
            return True
        if place in conduct.answers:
            self._send(*conduct.answers[place])
        return place in conduct.answers

    def _say(self, status: int, content: Claims) -> None:
        self._send(status, json.dumps(content).encode())

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def providing() -> Iterator[Provider]:
    """Serve a provider on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    provider = Provider(server)
    server.RequestHandlerClass = type("_Own", (_Handler,), {"provider": provider})
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.closed.set()
        server.shutdown()
        server.server_close()
        thread.join(20)
