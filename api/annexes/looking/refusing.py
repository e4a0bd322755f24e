"""How a file is refused."""

from __future__ import annotations

from api.refusals import ApiError


def damaged(reason: str) -> ApiError:
    """Return that a file is not what its kind must be."""
    return ApiError("annex_damaged", reason=reason)


def two_kinds(other: str) -> ApiError:
    """Return that a file can be read as something else as well."""
    return ApiError("annex_two_kinds", other=other)
