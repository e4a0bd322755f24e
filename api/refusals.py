"""What this package says when it cannot do what it was asked."""

from __future__ import annotations


class ApiError(Exception):
    """A request that reads well and cannot be carried out here.

    ``code`` is stable, for programs and tests; ``facts`` fill the sentence shown to a person.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
