"""A log as it comes back from an older backup, or from a standby that was behind."""

from __future__ import annotations

_BACK = (
    "DELETE FROM {{events}} WHERE position > {at};"
    "DELETE FROM ledger.streams WHERE log_id = '{{log}}';"
    "INSERT INTO ledger.streams SELECT DISTINCT ON (stream_id) log_id, stream_id, version,"
    " leaf_hash FROM {{events}} ORDER BY stream_id, version DESC;"
    "UPDATE ledger.log_head SET position = {at} WHERE log_id = '{{log}}';"
    "DELETE FROM ledger.commands WHERE log_id = '{{log}}' AND last_position > {at};"
    "DELETE FROM ledger.checkpoints WHERE origin LIKE '%%{{log}}%%' AND size > {at};"
)
_HEADS = "DELETE FROM ledger.checkpoints WHERE origin LIKE '%{log}%';"
_ROWS = "".join(
    f"DELETE FROM ledger.{table} WHERE log_id = '{{log}}';"  # noqa: S608 - our own words
    for table in ("events", "streams", "log_head", "commands", "trees")
)


def taking_back(position: int) -> str:
    """Return the statements that leave a log with its first events only."""
    return _BACK.format(at=position) if position else _ROWS + _HEADS
