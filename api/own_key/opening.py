"""Where somebody's key is, and the secret that opens it: never on a command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from api.refusals import ApiError
from signing.keys.opening import open_token
from signing.own.held import HeldKey, held_on_token
from signing.own.key_file import new_key_file, read_key_file

Ask = Callable[[str], str]
"""Asks somebody for a secret, saying what it opens."""
SECRET_OCTETS = 4096


class KeyPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A PKCS #12 file, or a key called ``label`` on the ``token`` of a PKCS #11 library."""

    file: Path | None = None
    module: Path | None = None
    token: str = ""
    label: str = ""


def secret_from(descriptor: int) -> str:
    """Return the secret that stands in an open file: its first line.

    Raises:
        ApiError: ``secret_missing``.
    """
    try:
        content = os.read(descriptor, SECRET_OCTETS)
    except OSError as wrong:
        raise ApiError("secret_missing") from wrong
    line = content.split(b"\n", 1)[0].rstrip(b"\r")
    if not line:
        raise ApiError("secret_missing")
    return line.decode("utf-8", "surrogateescape")


def open_key(place: KeyPlace, ask: Ask) -> HeldKey:
    """Return the key at ``place``, opened with the secret that ``ask`` brings.

    Raises:
        ApiError: ``key_place_unclear`` unless it is one file, or one key on a token;
            ``key_unreadable``.
        SignatureError: as opening it.
    """
    if (place.file is None) == (place.module is None):
        raise ApiError("key_place_unclear")
    if place.module is not None:
        if not (place.token and place.label):
            raise ApiError("key_place_unclear")
        token = open_token(place.module, place.token, ask(f"PIN of {place.token}"))
        return held_on_token(token, place.label)
    return _in_file(place.file, ask)


def make_key(place: KeyPlace, ask: Ask) -> HeldKey:
    """Make a P-256 key at ``place``, where there is none, and return it.

    Raises:
        ApiError: ``key_place_unclear``, ``key_there_already``, ``key_unreadable``,
            ``secret_missing`` for an empty password.
        SignatureError: as the token; ``password_unusable``.
    """
    if (place.file is None) == (place.module is None):
        raise ApiError("key_place_unclear")
    if place.module is not None:
        if not (place.token and place.label):
            raise ApiError("key_place_unclear")
        token = open_token(place.module, place.token, ask(f"PIN of {place.token}"))
        token.make(place.label)
        return held_on_token(token, place.label)
    return _made_in_file(place.file, ask)


def _made_in_file(file: Path | None, ask: Ask) -> HeldKey:
    if file is None or file.exists():
        raise ApiError("key_there_already", file=str(file))
    password = ask(f"password for {file}")
    if not password:
        raise ApiError("secret_missing")
    content = new_key_file(password)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
    except OSError as wrong:
        raise ApiError("key_unreadable", file=str(file)) from wrong
    return read_key_file(content, password)


def _in_file(file: Path | None, ask: Ask) -> HeldKey:
    try:
        content = b"" if file is None else file.read_bytes()
    except OSError as wrong:
        raise ApiError("key_unreadable", file=str(file)) from wrong
    return read_key_file(content, ask(f"password of {file}"))
