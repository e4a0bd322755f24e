"""What every endpoint stands on: the installation, who is who, the clock, and what others add."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from api.clock import Clock, now
from api.http.acting import Identities
from api.http.lane import Lane
from api.http.limits import Kind, Limits, Rate
from api.http.paging import Cursors
from api.http.places import Places
from api.http.problems import Problems
from api.installation import Installation
from api.settings import Settings
from ledger.stream import stream_id

T = TypeVar("T")


class Site:
    """One web process."""

    def __init__(
        self,
        installation: Installation,
        settings: Settings,
        identities: Identities,
        services: Sequence[object] = (),
        clock: Clock = now,
    ) -> None:
        """Serve ``installation``; ``services`` are found by their class, see `the`."""
        self.installation = installation
        self.settings = settings
        self.identities = identities
        self.clock = clock
        self.services = tuple(services)
        self.places = Places(installation)
        self.problems = Problems(settings.problem_base)
        self.cursors = Cursors(_cursor_key(installation))
        self.limits = Limits(_rates(settings))
        self.passwords = Lane()

    def the(self, kind: type[T]) -> T:
        """Return the service that is a ``kind``.

        Raises:
            LookupError: if this process was put together without it: a fault in the wiring.
        """
        found = self.find(kind)
        if found is None:
            raise LookupError(kind.__name__)
        return found

    def find(self, kind: type[T]) -> T | None:
        """Return the service that is a ``kind``, if this process has one."""
        return next((one for one in self.services if isinstance(one, kind)), None)


def _cursor_key(installation: Installation) -> bytes:
    """Return the key of cursors, the same in every process of the installation."""
    log: UUID = installation.identity.registry_log
    stream = stream_id(log, "http", "cursors")
    return installation.keys.stream_key(log.bytes, stream.bytes).secret


def _rates(settings: Settings) -> Mapping[Kind, Rate]:
    reads, commands = settings.reads_per_second, settings.commands_per_second
    return {
        "read": Rate(math.ceil(reads * 4), reads),
        "shared": Rate(math.ceil(reads * 20), reads * 10),  # a hall sits behind one address
        "command": Rate(math.ceil(commands * 4), commands),
        "heavy": Rate(math.ceil(commands), commands / 4),
    }
