"""Positions of logs, as queries have them."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from msgspec import Meta

POSITION_MAX: Final = 2**63 - 1
"""The last position that a log could have."""

Position: TypeAlias = Annotated[int, Meta(ge=0, le=POSITION_MAX)]
