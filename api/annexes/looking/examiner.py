"""Has files examined in a process apart; see `api.apart.asking`."""

from __future__ import annotations

import atexit
from functools import cache
from typing import BinaryIO, Final

import msgspec

from api.annexes.kinds import AnnexKind
from api.annexes.looking.refusals import not_examined, refusal_of
from api.annexes.looking.said import Found, Said
from api.apart.asking import Apart, BrokenOffError, BusyError
from api.apart.bounds import Bounds
from api.refusals import ApiError

AT_ONCE: Final = 2
"""So many files are examined at the same time."""
WAIT_SECONDS: Final = 2.0
"""How long one waits for a place, in a thread of the web process."""
RETRY_SECONDS: Final = 5
"""After how long to come back who found none: what has been uploaded is kept."""

_PROGRAM: Final = "api.annexes.looking.apart"


class Examiner:
    """Examines files within bounds. Safe for threads. Its process is started when it is needed."""

    def __init__(
        self,
        bounds: Bounds | None = None,
        at_once: int = AT_ONCE,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        """Examine so many files ``at_once``; others wait for so many seconds at most."""
        self._apart = Apart(_PROGRAM, bounds or Bounds(), at_once, wait_seconds)

    def look_into(self, file: BinaryIO, name: str) -> AnnexKind:
        """Return what a file is; see `api.annexes.looking.look.look_into`.

        Raises:
            ApiError: ``annex_not_examined`` if it takes too long, too much memory, or is the end
                of its examiner; ``examiner_busy``; and as `look_into`.
            SignatureError: as `look_into`.
        """
        try:
            said: Said = msgspec.msgpack.decode(
                self._apart.ask(file, name.encode("utf-8", "replace")), type=Said
            )
        except BusyError:
            raise ApiError("examiner_busy", retry_after=RETRY_SECONDS) from None
        except (BrokenOffError, msgspec.DecodeError):
            raise not_examined() from None
        if isinstance(said, Found):
            return said.kind
        raise refusal_of(said)

    def close(self) -> None:
        """End the process, if there is one."""
        self._apart.close()


@cache
def examiner() -> Examiner:
    """Return the one examiner of this process; it ends with it."""
    made = Examiner()
    atexit.register(made.close)
    return made
