"""A form that was refused is shown again with the reason, where who sent it can mend it."""

from __future__ import annotations

from typing import Final

from api.errors import CodedError
from api.http.problems import status_of, tellable
from api.web.visit import Visit

_MENDABLE: Final = frozenset({400, 409, 413, 422, 428})
_HERE: Final = frozenset({"step_up_needed", "credentials_refused"})
"""Refusals that the same form answers: it asks for a code."""


def said_here(visit: Visit, refused: CodedError) -> str:
    """Return what a refusal says, for the page of the form.

    Raises:
        CodedError: ``refused`` itself, where the form can do nothing about it: a version that is
            stale, what is not there, what is not theirs to do.
    """
    told = tellable(refused)
    if told.code in _HERE or (status_of(told) in _MENDABLE and told.code != "stale"):
        return visit.sentence(refused)
    raise refused
