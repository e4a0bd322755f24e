"""Asking a time-stamping authority over HTTP: what is away, slow or strange is a refusal."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr
from registries import OFFICE, this_second
from stamping import POLICY, Authority, Behaviour, served
from tokens import PIN, SoftToken

from api.authority import AuthorityKeys, Stamping
from api.home import Home
from api.refusals import ApiError
from api.settings import Settings
from api.time_stamps import Exchange
from api.time_stamps_over_http import ANSWER_BYTES
from signing.anchors import Anchors
from signing.errors import SignatureError
from signing.registry.office import Service
from signing.registry.trust import trust_policy
from signing.timestamp.outside import OutsideUnit
from signing.timestamp.token import read_token
from signing.trust import read_trust, trust_bytes

DIGEST = bytes(range(32))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"), this_second())


@pytest.fixture
def server(authority: Authority) -> Iterator[tuple[str, Behaviour]]:
    with served(authority) as serving:
        yield serving


def settings_of(url: str, folder: Path, authority: Authority, **other: object) -> Settings:
    file = folder / "tsa.pem"
    file.write_bytes(authority.pem)
    told = {"time_stamp_url": url, "time_stamp_trust": file, "time_stamp_policies": POLICY}
    return Settings.model_validate({"data_directory": folder / "home", **told, **other})


def refusal(exchange: Exchange) -> tuple[str, str]:
    unit = OutsideUnit(exchange, Anchors, (POLICY,))
    with pytest.raises(SignatureError) as refused:
        unit.stamp(DIGEST, this_second())
    return refused.value.code, str(refused.value.facts["reason"])


def test_a_registry_whose_time_is_said_elsewhere_gets_it_there(
    server: tuple[str, Behaviour], authority: Authority, tmp_path: Path
) -> None:
    home = Home.of(settings_of(server[0], tmp_path, authority))
    home.founded_identity(lambda: OFFICE)
    registry = home.founded_authority(OFFICE, this_second())
    stamp = read_token(registry.time_stamps.stamp(DIGEST, this_second()))
    assert (stamp.digest, stamp.certificate) == (DIGEST, authority.unit)
    assert stamp.certificate != registry.certificate(Service.TIME_STAMPING)


def test_a_chain_with_the_unit_in_it_makes_trust_that_can_be_read(
    authority: Authority, tmp_path: Path
) -> None:
    settings = settings_of("http://localhost:1", tmp_path, authority)
    chain = tmp_path / "tsa.pem"
    chain.write_bytes(authority.pem + authority.unit.pem().encode())
    home = Home.of(settings)
    home.founded_identity(lambda: OFFICE)
    registry = home.founded_authority(OFFICE, this_second())
    policy = trust_policy(registry, (), this_second())
    assert read_trust(trust_bytes(policy)) == policy


@pytest.mark.parametrize(
    ("status", "kind", "body", "reason"),
    [
        (500, "application/timestamp-reply", b"", "HTTP 500"),
        (302, "application/timestamp-reply", b"", "HTTP 302"),
        (200, "text/html", b"<html>", "text/html"),
        (200, "application/timestamp-reply", bytes(ANSWER_BYTES + 1), "too long"),
    ],
)
def test_what_is_no_answer_is_refused(
    server: tuple[str, Behaviour], status: int, kind: str, body: bytes, reason: str
) -> None:
    url, behaviour = server
    behaviour.status, behaviour.kind, behaviour.body = status, kind, body
    code, told = refusal(Exchange(url=url, seconds=10))
    assert (code, reason in told) == ("time_stamp_away", True)


def test_who_is_not_there_is_away() -> None:
    with closing(socket.socket()) as unheard:
        unheard.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unheard.getsockname()[1]}/"
        assert refusal(Exchange(url=url, seconds=5)) == ("time_stamp_away", "ConnectError")
    assert refusal(Exchange(url="http://", seconds=5))[0] == "time_stamp_away"


def test_who_says_nothing_is_not_waited_for() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert refusal(Exchange(url=url, seconds=0.2)) == ("time_stamp_away", "ReadTimeout")


HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/timestamp-reply\r\n"
    b"content-length: 999999\r\n\r\n"
)


def test_who_says_a_little_at_a_time_is_not_waited_for_either() -> None:
    over = threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as slow:

        def drip() -> None:
            connection, _ = slow.accept()
            with connection:
                connection.sendall(HEAD)
                while not over.wait(0.05):
                    connection.sendall(b"\0")

        dripping = threading.Thread(target=drip)
        dripping.start()
        url = f"http://127.0.0.1:{slow.getsockname()[1]}/"
        told = refusal(Exchange(url=url, seconds=0.5))
        over.set()
        dripping.join()
    assert told == ("time_stamp_away", "too slow an answer")


@pytest.mark.parametrize(
    "other", [{"time_stamp_trust": None}, {"time_stamp_policies": ""}, {"time_stamp_policies": "x"}]
)
def test_half_an_authority_is_refused(
    tmp_path: Path, authority: Authority, other: dict[str, object]
) -> None:
    with pytest.raises(ApiError) as refused:
        Stamping.of(settings_of("http://127.0.0.1:1/", tmp_path, authority, **other))
    assert refused.value.code == "time_stamps_unset"


def test_the_key_that_wraps_the_others_may_be_a_setting(tmp_path: Path) -> None:
    kek = SecretStr("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    home = Home(tmp_path, None, AuthorityKeys(kek=kek))
    founded = home.founded_authority(OFFICE, this_second())
    assert not (tmp_path / "registry.kek").exists()
    assert home.authority(OFFICE, this_second()).seal.certificate == founded.seal.certificate
    wrong = Home(tmp_path, None, AuthorityKeys(kek=SecretStr("A" * 43 + "=")))
    with pytest.raises(SignatureError, match="key_not_opened"):
        wrong.authority(OFFICE, this_second())
    with pytest.raises(ApiError, match="kek_setting_malformed"):
        Home(tmp_path, None, AuthorityKeys(kek=SecretStr("?"))).authority(OFFICE, this_second())


def test_the_keys_may_be_on_a_token(tmp_path: Path, tokens: dict[str, SoftToken]) -> None:
    there = tokens["registry"]
    keys = AuthorityKeys(module=there.module, token=there.label, pin=SecretStr(PIN))
    founded = Home(tmp_path, None, keys).founded_authority(OFFICE, this_second())
    assert {file.name for file in tmp_path.rglob("*.key")} == {"root.key"}
    again = Home(tmp_path, None, keys).authority(OFFICE, this_second())
    assert again.seal.certificate == founded.seal.certificate
