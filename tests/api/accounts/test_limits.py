"""Who counts as one, and what is said when the tables are out of reach."""

from __future__ import annotations

import pytest
from coming_in import House, then_refused

from api.accounts.accounts import Visitor
from api.accounts.limits import ORIGIN, Limit, require_origin_within, require_within
from api.storage.operations import Operations
from ledger.errors import LedgerError

THREE = Limit(name="three", allowed=3)


def test_in_no_minute_is_it_more(house: House) -> None:
    who = b"somebody"
    for _ in range(3):
        require_within(house.accounts, THREE, who)
        house.clock.forward(seconds=15)
    refused = then_refused(lambda: require_within(house.accounts, THREE, who), "too_many_requests")
    assert refused.facts == {"retry_after": 15}
    house.clock.forward(seconds=15)
    require_within(house.accounts, THREE, who)
    then_refused(lambda: require_within(house.accounts, THREE, who), "too_many_requests")
    require_within(house.accounts, THREE, b"somebody else")


@pytest.mark.parametrize(
    ("one", "other"),
    [("2001:db8:ffff:1::1", "2001:db8:ffff:1:ffff::9"), ("192.0.2.7", "192.0.2.7"), ("x", "x")],
)
def test_one_subscriber_is_one(house: House, one: str, other: str) -> None:
    for _ in range(ORIGIN.allowed):
        require_origin_within(house.accounts, Visitor(origin=one))
    then_refused(
        lambda: require_origin_within(house.accounts, Visitor(origin=other)), "too_many_requests"
    )


def test_tables_out_of_reach_are_told_as_such() -> None:
    operations = Operations("host=/nowhere user=x_app dbname=x connect_timeout=1")
    with pytest.raises(LedgerError) as refused, operations.transaction():
        pytest.fail("nobody may come in")
    operations.close()
    assert refused.value.code == "unavailable"
