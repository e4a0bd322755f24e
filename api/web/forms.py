"""What a form brings: fields, files, and by what it is done once, on what was seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message

from aggregates.canonical import canonical_text
from api.http.body import chunks_of
from api.refusals import ApiError

TOKEN: Final = "token"  # noqa: S105 - the name of a field
KEY: Final = "key"
VERSION: Final = "version"
SEEN: Final = "seen"
"""The version that a form showed whose command cites a digest: it may move on otherwise."""


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was handed in: the field that it came in, and what the browser calls it."""

    field: str
    called: str
    content: bytes


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of a form, each with what stands in it, and its files.

    ``called`` is what the browser calls the file of a field: a text like any other. ``handed`` are
    all files, of fields that take several too; ``files`` has the last of each field.
    """

    fields: Mapping[str, tuple[str, ...]] = {}
    files: Mapping[str, bytes] = {}
    called: Mapping[str, str] = {}
    handed: tuple[Handed, ...] = ()

    def text(self, name: str, otherwise: str = "") -> str:
        """Return what stands in a field, without space around it."""
        return self.fields.get(name, (otherwise,))[-1].strip()

    def secret(self, name: str) -> str:
        """Return what stands in a field, to the last space."""
        return self.fields.get(name, ("",))[-1]

    def every(self, name: str) -> tuple[str, ...]:
        """Return each value of a field that may be there several times."""
        return self.fields.get(name, ())

    @property
    def headers(self) -> Mapping[str, str]:
        """What a program would say in headers: the key of this form, and the version it showed."""
        said = {"idempotency-key": self.text(KEY)}
        if version := self.text(VERSION):
            said["if-match"] = f'"{version}"'
        return said


NO_FORM: Final = Form()


async def form_of(request: Request, most: int) -> Form:
    """Return the form that a request brings, of ``most`` bytes at most.

    Raises:
        ApiError: ``body_too_large``, ``body_malformed``.
    """
    content = b"".join([chunk async for chunk in chunks_of(request, most)])

    async def receive() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    fields: dict[str, tuple[str, ...]] = {}
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}
    handed: list[Handed] = []
    try:
        async with Request(request.scope, receive).form(max_part_size=most) as read:
            for name, value in read.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = await value.read()
                    names[name] = canonical_text(value.filename or "")
                    one = Handed(field=name, called=names[name], content=files[name])
                    handed.append(one)
                else:
                    fields[name] = (*fields.get(name, ()), canonical_text(value))
    except (MultiPartException, UnicodeDecodeError) as wrong:
        raise ApiError("body_malformed", path="$", reason="it is no form") from wrong
    return Form(fields=fields, files=files, called=names, handed=tuple(handed))
