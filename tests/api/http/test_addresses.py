"""Addresses: what stands there, what is in them, and what is refused."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import Response

from api.http.addresses import Address, Addresses
from api.refusals import ApiError


async def answer(_: Request) -> Response:
    return Response()


@pytest.fixture
def addresses() -> Addresses:
    """Give some addresses, of which a path may fit several."""
    made = Addresses()
    for method, path, operation in (
        ("GET", "/deals", "list"),
        ("GET", "/deals/{deal}", "read"),
        ("POST", "/deals/open", "open"),
        ("GET", "/deals/{deal}/files/{file}", "read_file"),
        ("PUT", "/deals/{deal}/files/{name}", "put_file"),
    ):
        made.add(Address(method=method, path=path, endpoint=answer, operation=operation))
    return made


@pytest.mark.parametrize(
    ("method", "path", "operation", "parts"),
    [
        ("GET", "/deals", "list", {}),
        ("GET", "/deals/1", "read", {"deal": "1"}),
        ("POST", "/deals/open", "open", {}),
        ("GET", "/deals/open", "read", {"deal": "open"}),
        ("GET", "/deals/1/files/2", "read_file", {"deal": "1", "file": "2"}),
        ("PUT", "/deals/1/files/2", "put_file", {"deal": "1", "name": "2"}),
        ("GET", "/deals/{deal}", "read", {"deal": "{deal}"}),
    ],
)
def test_what_stands_at_an_address_is_found_with_its_parts(
    addresses: Addresses, method: str, path: str, operation: str, parts: dict[str, str]
) -> None:
    address, found = addresses.find(method, path)
    assert (address.operation, found) == (operation, parts)


@pytest.mark.parametrize("path", ["/", "", "/deals/", "/deals/1/files/", "/deals/1/files", "/a"])
def test_where_nothing_stands_is_said(addresses: Addresses, path: str) -> None:
    with pytest.raises(ApiError) as refused:
        addresses.find("GET", path)
    assert refused.value.code == "route_unknown"


def test_another_method_is_refused_with_those_that_are_taken(addresses: Addresses) -> None:
    with pytest.raises(ApiError) as refused:
        addresses.find("DELETE", "/deals/open")
    assert refused.value.code == "method_not_allowed"
    assert refused.value.facts == {"allowed": "GET, HEAD, POST"}
