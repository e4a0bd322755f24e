"""While a deal is played, the program's sessions are the application's, and of nobody mightier."""

from __future__ import annotations

from pathlib import Path

import psycopg
from databases import ROLES
from playing import Theatre
from plots import LETTER, OPENED, given_plot
from pydantic import SecretStr

from api.database import login_to_embedded
from api.settings import Settings
from ledger.embedded import temporary

# who has not yet said who they are has no name, and can ask nothing
SESSIONS = """
    SELECT DISTINCT usename FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND usename IS NOT NULL
"""
MIGHTY = """
    SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls
           OR pg_has_role(rolname, %s, 'MEMBER')
    FROM pg_roles WHERE rolname = %s
"""


def test_no_session_of_a_play_is_the_owner_or_a_superuser(tmp_path: Path) -> None:
    app, seen = ROLES.name("app"), set[str]()
    with temporary() as server:
        url = SecretStr(login_to_embedded(server))
        theatre = Theatre(Settings(database_url=url, data_directory=tmp_path / "home"))
        plot = given_plot(*OPENED, *LETTER)
        with psycopg.connect(server.superuser_dsn, autocommit=True) as watching:
            with theatre.player(plot, tmp_path) as player:
                for _ in player.play():
                    seen |= {name for (name,) in watching.execute(SESSIONS)}
            mighty = watching.execute(MIGHTY, [ROLES.name("owner"), app]).fetchone()
    assert (seen, mighty) == ({app}, (False,))
