"""What the exit status of every command means; see ``docs/reference/exit-codes.md``."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The four answers of a command. A verifier's script may rely on them."""

    YES = 0
    """Done; or VALID."""
    NO = 1
    """A check failed or a rule refused: NOT VALID, tampered with, not allowed."""
    USAGE = 2
    """The command line or an input file is not what the command takes."""
    CANNOT_TELL = 3
    """Nothing was decided: no trust root, an unknown format, a server or a file out of reach."""
