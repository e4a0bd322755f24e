"""The arc of our own object identifiers, and what the reference says of them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from aggregates.vocabulary import SeatRole
from signing.pki import oids

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "certificates.md"


def test_the_arc_is_that_of_its_uuid() -> None:
    assert UUID(int=int(oids.ARC.removeprefix("2.25."))) == UUID(
        "0ce1ebb6-b9c9-457a-885c-a18d1df775a9"
    )


def test_each_role_has_a_policy_of_its_own_under_the_arc() -> None:
    assert set(oids.POLICIES) == set(SeatRole)
    assert len(set(oids.POLICIES.values())) == len(SeatRole)


def test_the_reference_names_the_arc_and_all_below_it() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    below = [*oids.POLICIES.values(), oids.TIME_STAMP_POLICY, oids.MANDATE]
    assert f"`{oids.ARC}`" in text
    assert all(f"`{oid.removeprefix(f'{oids.ARC}.')}`" in text for oid in below)
