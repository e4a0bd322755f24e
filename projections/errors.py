"""What the read models say when they cannot do what they are asked."""

from __future__ import annotations


class ProjectionError(Exception):
    """A failure of the read models: of their tables, their runner or a wait; never of a rule.

    ``code`` is stable, for programs and tests; ``facts`` fill the sentence shown to a person.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
