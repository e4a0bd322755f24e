"""What to call the ids in a deal's events, as far as the ledger says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from aggregates.deal.state import Deal
from aggregates.vocabulary import Wording
from api.contracts.people import Registered
from api.refusals import ApiError
from ledger.errors import LedgerError
from ledger.recorded import Recorded

ERASED = "(erased)"
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)


def names_in(registered: Registered, deal: Deal, events: Sequence[Recorded]) -> dict[str, str]:
    """Return id -> name of every person, organisation and instrument in ``events``.

    An erased person is called so; an id that the registry does not know is not named.
    """
    names = dict(_instruments(deal))
    for one in events:
        for identifier in _ID.findall(msgspec.json.encode(one.event).decode()):
            if identifier not in names:
                names[identifier] = _name(registered, identifier)
    return {identifier: name for identifier, name in names.items() if name}


def _instruments(deal: Deal) -> Iterator[tuple[str, str]]:
    for instrument in deal.instruments.values():
        frame = instrument.matrix.frame
        title = frame.values.get("title") if frame else None
        if isinstance(title, Wording):
            yield instrument.id, title.texts.get("en") or next(iter(title.texts.values()))


def _name(registered: Registered, identifier: str) -> str:
    for asked in (
        lambda: registered.name(identifier).latin,
        lambda: registered.organisation(identifier).legal_name,
    ):
        try:
            return asked()
        except ApiError:
            continue
        except LedgerError as wrong:
            if wrong.code == "key_destroyed":
                return ERASED
            if wrong.code != "event_foreign":  # the id is of another kind of stream
                raise
    return ""
