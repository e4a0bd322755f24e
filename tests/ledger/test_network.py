"""Connection strings with bounds."""

from __future__ import annotations

import pytest
from psycopg.conninfo import conninfo_to_dict

from ledger.errors import LedgerError
from ledger.network import bounded_dsn


@pytest.mark.parametrize("dsn", ["host=db dbname=fair", "postgresql://db/fair"])
def test_every_wait_on_the_network_gets_a_bound(dsn: str) -> None:
    parts = conninfo_to_dict(bounded_dsn(dsn))
    assert (parts["host"], parts["dbname"]) == ("db", "fair")
    for name in ("connect_timeout", "keepalives_idle", "keepalives_count", "tcp_user_timeout"):
        assert int(str(parts[name])) > 0


def test_what_the_string_says_itself_stays() -> None:
    parts = conninfo_to_dict(bounded_dsn("host=db connect_timeout=60 application_name=mine"))
    assert (parts["connect_timeout"], parts["application_name"]) == ("60", "mine")


def test_a_string_that_is_none_is_refused() -> None:
    with pytest.raises(LedgerError) as refused:
        bounded_dsn("host")
    assert refused.value.code == "dsn_malformed"
