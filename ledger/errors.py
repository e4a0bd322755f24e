"""What the ledger says when it can not do, or will not believe, what it is asked."""

from __future__ import annotations


class LedgerError(Exception):
    """A failure of the ledger: of its storage, its keys or its proofs; never of a deal's rules.

    ``code`` is stable, for programs and tests; ``facts`` fill the sentence shown to a person.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        """Return what makes it anew in another process."""
        return _made, (self.code, self.facts)


def _made(code: str, facts: dict[str, object]) -> LedgerError:
    return LedgerError(code, **facts)
