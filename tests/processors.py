"""On which processor each process of a whole run works, with the servers and browsers it starts."""

from __future__ import annotations

import os
import sys


def keep_to_one_processor(number: int) -> None:
    """Let this process, one of several by its ``number``, and all that it starts share a processor.

    A request of a test goes to and fro between client, server and database, and only one of them
    has anything to do at a time. Spread over the processors they wake each other from far: on a
    virtual machine that is up to a third of all the time that such a test takes.
    """
    if sys.platform != "linux":
        return
    able = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {able[number % len(able)]})
