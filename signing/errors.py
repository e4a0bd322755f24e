"""What this package says when it cannot do what it was asked."""

from __future__ import annotations


class SignatureError(Exception):
    """A document that cannot be made, signed or read as it stands.

    ``code`` is stable, for programs and tests; ``facts`` fill the sentence shown to a person.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
