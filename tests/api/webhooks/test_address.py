"""Messages go to public addresses over TLS, and never into the network that we stand in."""

from __future__ import annotations

import pytest

from api.refusals import ApiError
from api.webhooks.address import is_allowed, target_of


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450::1"])
def test_a_public_address_is_allowed(address: str) -> None:
    assert is_allowed(address, insecure_loopback=False)
    assert is_allowed(address, insecure_loopback=True)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.10", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255"),
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192"),
        *("168.63.129.16", "198.18.0.1", "192.0.2.1", "203.0.113.9", "224.0.0.1", "239.1.1.1"),
        *("240.0.0.1", "255.255.255.255", "192.88.99.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1"),
        *("ff02::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::8.8.8.8"),
        *("::ffff:0:8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"),
        *("2002:7f00:1::", "2001::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1", "4000::1"),
        *("localhost", "", "8.8.8.8.", "0x7f.1", "2130706433"),
    ],
)
def test_every_other_address_is_not(address: str) -> None:
    assert not is_allowed(address, insecure_loopback=False)


def test_the_setting_allows_this_machine_and_nothing_else() -> None:
    assert is_allowed("127.0.0.1", insecure_loopback=True)
    assert is_allowed("::1", insecure_loopback=True)
    for address in ("10.0.0.1", "::ffff:127.0.0.1", "169.254.169.254", "0.0.0.0"):  # noqa: S104
        assert not is_allowed(address, insecure_loopback=True)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        *(("http://hooks.example.org/", "scheme"), ("ftp://hooks.example.org/", "scheme")),
        *(("http://127.0.0.1/", "scheme"), ("file:///etc/passwd", "malformed")),
        *(("https://", "malformed"), ("//hooks.example.org", "scheme"), ("", "malformed")),
        *(("https://u:p@example.org/", "malformed"), ("https://@example.org/", "malformed")),
        *(("https://example.org/#x", "malformed"), ("https://example.org:0/", "malformed")),
        *(("https://example.org:99999/", "malformed"), ("https://[::1", "malformed")),
        *(("https://example.org/\r\nx: y", "malformed"), ("https://example.org/a b", "malformed")),
        *(("https://ex\u00e4mple.org/", "malformed"), ("https://a\\b.org/", "malformed")),
        *(("https://169.254.169.254/latest", "address"), ("https://[::1]/", "address")),
        ("https://example.org/" + "x" * 2000, "malformed"),
    ],
)
def test_a_url_that_leads_elsewhere_is_refused(url: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        target_of(url, insecure_loopback=False)
    assert (refused.value.code, refused.value.facts["reason"]) == ("webhook_url_refused", reason)


def test_a_url_in_its_parts_says_what_a_request_needs() -> None:
    target = target_of("https://hooks.example.org/a?b=c", insecure_loopback=False)
    told = (target.host, target.port, target.path, target.authority)
    assert told == ("hooks.example.org", 443, "/a?b=c", "hooks.example.org")
    other = target_of("https://[2606:4700::1111]:8443", insecure_loopback=False)
    assert (other.path, other.authority) == ("/", "[2606:4700::1111]:8443")


def test_http_is_for_this_machine_alone() -> None:
    assert target_of("http://localhost:8080/", insecure_loopback=True).port == 8080
    assert target_of("http://127.0.0.1/", insecure_loopback=True).port == 80
    for url in ("http://8.8.8.8/", "http://hooks.example.org/"):
        with pytest.raises(ApiError):
            target_of(url, insecure_loopback=True)
