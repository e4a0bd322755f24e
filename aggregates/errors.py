"""What the rules say when they say no."""

from __future__ import annotations


class RuleError(Exception):
    """A request that the state of an aggregate does not allow.

    ``code`` is stable, for programs and tests; ``facts`` fill the sentence shown to a person.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
