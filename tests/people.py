"""Who acts in the tests of rules: invented people of invented organisations, and one noon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aggregates.vocabulary import Actor, Role

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)
DAY = timedelta(days=1)

LIN = Actor(person="lin-yue", organisation="linghai", role=Role.LEAD)
WEN = Actor(person="wen-hao", organisation="linghai", role=Role.SIGNATORY)
ROJAS = Actor(person="rojas", organisation="andes", role=Role.LEAD)
OFFICIAL = Actor(person="he-jing", organisation="bureau", role=Role.OFFICIAL)
CLERK = Actor(person="bao-ning", organisation="bureau", role=Role.OFFICIAL)
ORGANISER = Actor(person="sato", organisation="fair", role=Role.ORGANISER)
REGISTRAR = Actor(person="okafor", organisation="fair", role=Role.REGISTRY)
