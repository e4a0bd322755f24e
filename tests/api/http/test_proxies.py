"""From where a request comes: a trusted proxy is believed, and nobody else."""

from __future__ import annotations

import asyncio

import pytest
from http_fair import Fair
from http_strictly import strictly
from starlette.types import Message, Receive, Scope, Send

from api.http.proxies import ClientAddress, ProxyHeader, networks_of
from api.settings import SettingsError, read_settings

PROXY, FRONT, CLIENT, LIE = "10.1.0.7", "10.1.0.8", "203.0.113.5", "198.51.100.9"


def client_of(
    peer: str, *values: str, header: ProxyHeader = "x-forwarded-for", trusted: str = "10.1.0.0/16"
) -> str:
    """Return who is taken for the client of a request that ``peer`` sends."""
    seen: list[str] = []

    async def app(scope: Scope, _: Receive, __: Send) -> None:
        seen.append(scope["client"][0])

    async def nothing() -> Message:
        return {}

    async def nowhere(_: Message) -> None:
        return

    headers = [(header.encode(), value.encode()) for value in values]
    scope = {"type": "http", "client": (peer, 5000), "headers": headers}
    found = ClientAddress(app, networks_of(trusted), header)
    asyncio.run(found(scope, nothing, nowhere))
    return seen[0]


@pytest.mark.parametrize(
    ("peer", "values", "client"),
    [
        (PROXY, [CLIENT], CLIENT),
        (PROXY, [f"{LIE}, {CLIENT}"], CLIENT),
        (PROXY, [LIE, CLIENT], CLIENT),
        (PROXY, [f"{LIE}, {CLIENT}, {FRONT}"], CLIENT),
        (PROXY, [f"{PROXY}, {LIE}, {CLIENT}"], CLIENT),
        (PROXY, [f"{CLIENT}:4711"], CLIENT),
        (PROXY, ["[2001:db8::7]:4711"], "2001:db8::7"),
        (PROXY, ["2001:db8::7"], "2001:db8::7"),
        (PROXY, [f"::ffff:{CLIENT}"], CLIENT),
        (f"::ffff:{PROXY}", [CLIENT], CLIENT),
        (PROXY, [f"{CLIENT}, unknown"], PROXY),
        (PROXY, [f"{CLIENT}, , {FRONT}"], FRONT),
        (PROXY, [f"{FRONT}, {FRONT}"], FRONT),
        (PROXY, [", ".join([CLIENT, *[FRONT] * 40])], FRONT),
        (PROXY, [], PROXY),
        (LIE, [CLIENT], LIE),
        ("a socket", [CLIENT], "a socket"),
    ],
)
def test_the_last_address_that_is_no_trusted_proxys_is_the_client(
    peer: str, values: list[str], client: str
) -> None:
    assert client_of(peer, *values) == client


@pytest.mark.parametrize(
    ("value", "client"),
    [
        (f"for={CLIENT}", CLIENT),
        (f"for={LIE}, for={CLIENT};proto=https;by={PROXY}", CLIENT),
        (f'For="[2001:db8::7]:4711", for={FRONT}', "2001:db8::7"),
        (f'for={CLIENT};host="a, for={LIE}"', CLIENT),
        (f'host="x;for={LIE}";for={CLIENT}', CLIENT),
        (f'for={LIE};by=", for="[2001:db8::7]"', PROXY),
        (f"for={LIE};for={CLIENT}", PROXY),
        (f"for={CLIENT}, for=_hidden", PROXY),
        (f"for={CLIENT}, by={FRONT}", PROXY),
        ("nothing of the kind", PROXY),
    ],
)
def test_the_standard_header_says_the_same(value: str, client: str) -> None:
    assert client_of(PROXY, value, header="forwarded") == client


def test_without_trusted_proxies_nobody_is_believed() -> None:
    assert client_of(PROXY, CLIENT, trusted="") == PROXY


def test_clients_behind_a_proxy_are_counted_apart_and_cannot_choose_who_they_are(
    fair: Fair,
) -> None:
    with strictly(fair, trusted_proxies="127.0.0.1") as client:

        def asks(came_from: str) -> int:
            return client.get("/account", headers={"x-forwarded-for": came_from}).status_code

        assert [asks(CLIENT) for _ in range(5)] == [401] * 4 + [429]
        assert asks(LIE) == 401
        assert asks(f"192.0.2.1, {CLIENT}") == 429


def test_what_are_no_networks_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSEAL_TRUSTED_PROXIES", "10.0.0.0/8, sesame")
    with pytest.raises(SettingsError, match=r"^COUNTERSEAL_TRUSTED_PROXIES: ") as wrong:
        read_settings()
    assert "sesame" not in str(wrong.value)
