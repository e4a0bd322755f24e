"""Versions of streams as entity tags (RFC 9110 section 8.8.3), and what a client makes of them."""

from __future__ import annotations

import re

from api.refusals import ApiError

_VERSION = re.compile(r'"(0|[1-9][0-9]{0,17})"', re.ASCII)
_TAG = re.compile(r'(?:W/)?("[^"]*")')


def etag_of(version: object) -> str:
    """Return the entity tag of a version, or of anything that names one state for good."""
    return f'"{version}"'


def version_in(if_match: str) -> int:
    """Return the version that ``If-Match`` asks for.

    Raises:
        ApiError: ``if_match_malformed``.
    """
    found = _VERSION.fullmatch(if_match.strip())
    if found is None:
        raise ApiError("if_match_malformed")
    return int(found[1])


def is_known(etag: str, if_none_match: str) -> bool:
    """Return whether the client has what ``etag`` names (RFC 9110 section 13.1.2)."""
    return if_none_match.strip() == "*" or etag in _TAG.findall(if_none_match)
