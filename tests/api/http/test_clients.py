"""Who is counted as one client: by what they came in with, else by where they come from."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from http_fair import Fair
from http_strictly import strictly


@pytest.fixture(scope="module")
def client(fair: Fair) -> Iterator[httpx2.Client]:
    """Give somebody at one address."""
    with strictly(fair) as client:
        yield client


def test_who_guesses_keys_is_stopped_where_they_come_from(
    fair: Fair, client: httpx2.Client
) -> None:
    codes = [
        client.get("/account", headers={"authorization": f"Bearer counterseal_{n}"}).json()["code"]
        for n in range(6)
    ]
    assert codes == ["not_signed_in"] * 4 + ["too_many_requests"] * 2
    assert client.get("/account", headers=fair.person().cookie).status_code == 200
