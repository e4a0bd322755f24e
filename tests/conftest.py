"""What holds for every test: how long examples may take, and a PostgreSQL for those who ask."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext

import pytest
from chromium import chromium
from databases import Database, hurried, prepared
from hypothesis import settings
from looping import apart_from_browsers
from playwright.sync_api import Browser
from processors import keep_to_one_processor
from scratch import kept_in_memory
from tokens import SoftToken, soft_tokens

from ledger.embedded import Server, temporary

# how long one example takes says more about the machine and its other work than about the code
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the server be chosen: PostgreSQL 15 is the oldest that has to do."""
    told = "the major version of the PostgreSQL of the tests, one that is installed here"
    parser.addoption("--postgresql", type=int, default=None, help=told)


def pytest_configure(config: pytest.Config) -> None:
    """Keep the files of a whole run in memory, and each of its processes on a processor.

    Those of a single test stay to be looked at.
    """
    if config.getoption("numprocesses", None):
        config.add_cleanup(kept_in_memory())
    workerinput: Mapping[str, str] = getattr(config, "workerinput", {})
    if worker := workerinput.get("workerid"):  # gw0, gw1 and so on
        keep_to_one_processor(int(worker.removeprefix("gw")))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Let what a test without a browser asks for run loops of its own."""
    with _apart(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Let a test without a browser run loops of its own."""
    with _apart(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """Let what a test without a browser asked for end its loops; the last one ends the browser."""
    if nextitem is None:
        return (yield)
    with _apart(item):
        return (yield)


def _apart(item: pytest.Item) -> AbstractContextManager[None]:
    """Hide a browser that is kept from a test that has nothing to do with it."""
    driving = "browser" in getattr(item, "fixturenames", ())
    return nullcontext() if driving else apart_from_browsers()


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> Iterator[Server]:
    """Run one embedded server for each process of the test run."""
    major: int | None = pytestconfig.getoption("postgresql")
    with temporary(major=major, crash_safe=False) as server:
        yield hurried(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run one browser for each process of the test run, which can drive no second one beside it."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def database(postgres: Server) -> Database:
    """Make the database that the tests of one process share: each opens a log of its own."""
    return prepared(postgres, "shared")


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, SoftToken]]:
    """Make the tokens of one process of the test run: ``registry``, ``party`` and ``shut``."""
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
