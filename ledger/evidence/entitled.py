"""What a reader is given beside the bytes that are stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from ledger.evidence.manifest import ShownField


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """What documents have in them, each in DER: for who has no program that reads PDFs."""

    certificates: Sequence[bytes] = ()
    revocation: Sequence[bytes] = ()
    time_stamps: Sequence[bytes] = ()


class Entitled(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader is given beside what is stored. Never printed: it can reach every key.

    ``may_open`` says whose key, by the event's version and type, they get; ``shown`` has personal
    fields by version; ``files`` are documents that opened events name by their SHA-256, and
    ``carried`` what these have in them. ``erased`` are the names of destroyed keys of people of
    whom opened events have fields; of a stream's own keys it is found out.
    """

    secret_of: Callable[[bytes], bytes]
    may_open: Callable[[int, str], bool] = lambda _version, _type: True
    shown: Mapping[int, Sequence[ShownField]] = {}
    files: Sequence[bytes] = ()
    carried: Carried = Carried()
    erased: Collection[bytes] = ()

    @property
    def attached(self) -> tuple[bytes, ...]:
        """Return the documents, and behind them what they carry."""
        carried = self.carried
        return (*self.files, *carried.certificates, *carried.revocation, *carried.time_stamps)

    def __repr__(self) -> str:
        """Return no secret."""
        return "Entitled()"
