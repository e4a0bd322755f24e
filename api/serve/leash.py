"""Ends this process when the one that started it is gone, however that one ended."""

from __future__ import annotations

import os
import signal
import sys
from threading import Thread


def end_with_parent() -> None:
    """End by SIGTERM as soon as standard input closes; whoever started us holds its other end."""
    Thread(target=_wait, name="leash", daemon=True).start()


def _wait() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
