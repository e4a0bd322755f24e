"""What stops a play."""

from __future__ import annotations


class PlayError(Exception):
    """A deal file that reads well and cannot be played.

    ``code`` is stable, for programs and tests; ``facts`` fill the sentence shown to a person.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
