"""The tutorial that takes a deal through the HTTP interface goes as it is told, line by line."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from socket import socket

import pytest
from dealfiles import ROOT
from walking import then_says_what_it_shows

from ledger.embedded.layout import layout_of

PAGE = ROOT / "docs" / "tutorials" / "first-deal.md"
WEB, MAIL = "8000", "8025"
"""The ports of the page."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Give a folder like that of this repository, where the page may leave what it makes."""
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    yield tmp_path
    home = layout_of(tmp_path / "first-deal" / ".counterseal")
    shutil.rmtree(home.base, ignore_errors=True)


def free_port() -> str:
    """Return a port where nobody listens."""
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def test_the_first_deal_goes_as_it_is_told(folder: Path) -> None:
    ports = {WEB: free_port(), MAIL: free_port()}
    page = re.sub(rf"\b({WEB}|{MAIL})\b", lambda port: ports[port[0]], PAGE.read_text("utf-8"))
    environment = {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "COUNTERSEAL_PUBLIC_URL": f"http://localhost:{ports[WEB]}",
    }
    then_says_what_it_shows(page, folder, environment)
