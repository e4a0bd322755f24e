"""What a server answers: a value with the version that it was read at, or a problem."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from api.client.schemas import Problem

T = TypeVar("T")


class Answered(msgspec.Struct, Generic[T], frozen=True):
    """A value, and the version that it was read at or came to: what ``If-Match`` takes."""

    value: T
    version: int | None = None


class ProblemError(Exception):
    """The server refused. ``problem`` is its document (RFC 9457)."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.status} {problem.code}: {problem.detail}")
        self.problem = problem

    @property
    def code(self) -> str:
        """What was wrong, for programs."""
        return self.problem.code
