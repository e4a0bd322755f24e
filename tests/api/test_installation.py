"""What an installation knows of itself."""

from __future__ import annotations

import pytest

from api.installation import printed_address


@pytest.mark.parametrize(
    ("public_url", "printed"),
    [
        ("https://fair.example.org", "https://fair.example.org/verify/"),
        ("https://fair.example.org:8443/", "https://fair.example.org:8443/verify/"),
        ("http://localhost:8000", ""),
        ("http://127.0.0.1:8000", ""),
        ("http://[::1]:8000", ""),
        ("", ""),
    ],
)
def test_an_address_of_this_machine_alone_is_not_printed(public_url: str, printed: str) -> None:
    assert printed_address(public_url) == printed
