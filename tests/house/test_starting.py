"""What a process imports at its start: nothing of what it may never need, which others wait for."""

from __future__ import annotations

import subprocess
import sys

import pytest

PAPER = {"pyhanko", "pyhanko_certvalidator", "aiohttp"}
"""What writes and reads signed PDFs, and speaks HTTP for it: it takes as long as all of ours."""
ELSEWHERE = {"webauthn", "OpenSSL", "authlib"}
"""What few people sign in with."""
FIGURES = {"xlsxwriter", "python_calamine"}
DATABASE = {"psycopg", "pydantic", "rich", "starlette"}
ROUTES = "from api.serve.web import web_application\nfrom api.http.app import routers\nrouters()"
STARTED = {
    "import api.cli": PAPER | ELSEWHERE | FIGURES | DATABASE,
    "import api.projecting_commands": PAPER | ELSEWHERE | FIGURES | {"httpx2", "starlette"},
    "import api.work.working": PAPER | ELSEWHERE | FIGURES,
    ROUTES: PAPER | ELSEWHERE | {"python_calamine"},
    "import api.judging_apart_program": {*DATABASE, *ELSEWHERE, *FIGURES, "httpx2", "jinja2"},
}
"""What a process begins with, and what is not imported by it."""


def imported_by(statement: str) -> set[str]:
    """Return the packages that there are in a process that has run a statement."""
    told = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    return set(ran.stdout.split())


@pytest.mark.parametrize("statement", STARTED)
def test_a_process_does_not_import_what_it_may_never_need(statement: str) -> None:
    imported = imported_by(statement)
    assert "msgspec" in imported or statement == "import api.cli"
    assert imported & STARTED[statement] == set()


def test_who_judges_papers_apart_has_all_that_a_file_may_ask_for() -> None:
    """Confined to its bounds, it can import nothing more."""
    assert imported_by("from api.judging_apart_program import warm_up\nwarm_up()") >= PAPER
