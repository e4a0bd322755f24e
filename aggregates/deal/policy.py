"""The edition's rules as they stood when the deal was opened."""

from __future__ import annotations

import msgspec

from aggregates.vocabulary import ClauseId, Language


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Copied into `DealOpened`, so that the deal's rules read only its own stream.

    ``required_languages`` must be present and not stale at the lock, ``certified_languages`` too,
    and certified (where they are not authentic). ``country_languages`` are required as well when a
    principal is of that country (ISO 3166-1). ``mandatory_clauses`` are clause ids of every
    agreement and framework agreement; before one of them is negotiated an NDA may be required, and
    before its signing opens, of every principal, approvals of ``approval_kinds``.
    """

    principals_max: int = 12
    nda_required: bool = False
    required_languages: tuple[Language, ...] = ()
    country_languages: dict[str, tuple[Language, ...]] = {}
    certified_languages: tuple[Language, ...] = ()
    mandatory_clauses: tuple[ClauseId, ...] = ()
    approval_kinds: tuple[str, ...] = ()
    reopening_days: int = 90
