"""What ``counterseal doctor`` looks at, in this order."""

from __future__ import annotations

from api.doctor import Check
from api.doctor.alarms import alarms
from api.doctor.archives import archives
from api.doctor.database import database
from api.doctor.logs import logs
from api.doctor.machine import apart, clock, privacy, room, writable, zones
from api.doctor.providers import providers
from api.doctor.seal import seal

CHECKS: tuple[Check, ...] = (
    clock,
    zones,
    room,
    writable,
    privacy,
    apart,
    database,
    logs,
    alarms,
    archives,
    seal,
    providers,
)
