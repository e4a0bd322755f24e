"""What an examiner says of a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from api.annexes.kinds import AnnexKind


class Found(msgspec.Struct, frozen=True, tag=True):
    """The file is harmless, and what it is."""

    kind: AnnexKind


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The file is refused."""

    code: str
    facts: Mapping[str, str]


Said: TypeAlias = Found | Refused
