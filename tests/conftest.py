"""What holds for every test: how long examples may take, and a PostgreSQL for those who ask."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping

import pytest
from databases import Database, prepared
from hypothesis import settings
from tokens import SoftToken, soft_tokens

from ledger.embedded import Server, temporary

# how long one example takes says more about the machine and its other work than about the code
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Run one embedded server for each process of the test run."""
    with temporary() as server:
        yield server


@pytest.fixture(scope="session")
def database(postgres: Server) -> Database:
    """Make the database that the tests of one process share: each opens a log of its own."""
    return prepared(postgres, "shared")


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, SoftToken]]:
    """Make the tokens of one process of the test run: ``registry`` and ``party``."""
    with soft_tokens(tmp_path_factory.mktemp("softhsm")) as made:
        yield made


def pytest_collection_finish() -> None:
    """Let what collecting made be: it stays until the end, and is dear to look through again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what random searches came upon: how far they got, how soon they found a fault."""
    told = [
        str(value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "searched"
    ]
    if told:
        terminalreporter.section("random searches")
        for line in sorted(told):
            terminalreporter.write_line(line)
