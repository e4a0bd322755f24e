"""Saying of every stream how far it is."""

from __future__ import annotations

from bdd import after, given
from msgspec.structs import replace
from people import NOON, REGISTRAR

from aggregates.log import LOG
from aggregates.log.events import LedgerHeadMapped
from aggregates.log.map_heads import MapHeads, map_heads
from aggregates.vocabulary import SYSTEM, Actor, Role

LEDGER = Actor(person=SYSTEM, organisation="", role=Role.SYSTEM)
MAP = MapHeads(actor=LEDGER, at=NOON, through_position=12, root="ab" * 32)
MAPPED = LedgerHeadMapped(at=NOON, through_position=12, root="ab" * 32)


def test_the_heads_are_mapped() -> None:
    given(LOG).when(map_heads, MAP).then(MAPPED)
    log = after(LOG, MAPPED)
    assert (log.mapped_through, log.map_root) == (12, "ab" * 32)


def test_nobody_but_the_system_maps_them() -> None:
    given(LOG).when(map_heads, replace(MAP, actor=REGISTRAR)).then_refused(
        "role_not_allowed", role="registry", allowed=("system",)
    )


def test_a_map_never_goes_back() -> None:
    given(LOG, MAPPED).when(map_heads, MAP).then_refused("map_goes_back", through=12, mapped=12)


def test_a_root_is_a_digest() -> None:
    given(LOG).when(map_heads, replace(MAP, root="ab")).then_refused(
        "sha256_malformed", field="root", value="ab"
    )
