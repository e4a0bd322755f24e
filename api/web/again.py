"""A form that was refused is shown again with the reason, where who sent it can mend it."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from api.errors import CodedError
from api.http.problems import status_of, tellable
from api.web.visit import Visit

MENDABLE: Final = frozenset({400, 409, 413, 422, 428})
"""What is wrong with a form as it was filled in, or with what it is about, by status."""
DECIDED: Final = frozenset({409, 422})
"""What the rules refused of it, and nothing else."""
_HERE: Final = frozenset({"step_up_needed", "credentials_refused"})
"""Refusals that the same form answers: it asks for a code."""
_ELSEWHERE: Final = frozenset({"stale"})
"""A page of its own shows what changed."""


def said_here(visit: Visit, refused: CodedError, statuses: Container[int] = MENDABLE) -> str:
    """Return what a refusal says, for the page of the form.

    Raises:
        CodedError: ``refused`` itself, where the form can do nothing about it: a version that is
            stale, what is not there, what is not theirs to do.
    """
    if tellable(refused).code in _HERE:
        return visit.sentence(refused)
    return visit.sentence(mendable(refused, statuses))


def mendable(refused: CodedError, statuses: Container[int] = DECIDED) -> CodedError:
    """Return a refusal that the page of the form can show, being of these ``statuses``.

    Raises:
        CodedError: ``refused`` itself, if it is none; what asks for presence is never one: the form
            is sent again with it.
    """
    told = tellable(refused)
    if status_of(told) not in statuses or told.code in _ELSEWHERE | {"step_up_needed"}:
        raise refused
    return refused


def said_of(visit: Visit, refused: CodedError, codes: Container[str]) -> str:
    """Return what a refusal says that is one of these.

    Raises:
        CodedError: ``refused`` itself, if it is none of them.
    """
    if refused.code not in codes:
        raise refused
    return visit.sentence(refused)
