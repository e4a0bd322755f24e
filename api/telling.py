"""A deal as text: its events by position, and how it stood at one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

import msgspec

from aggregates.catalogue import describe
from aggregates.deal.parties.describe import PARTICIPANTS
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.current import (
    missing_acceptances,
    open_reservations,
    rows,
    table_of,
)
from aggregates.telling import Telling
from aggregates.vocabulary import SeatRole, Sha256, Wording
from api.errors import Language, tell
from api.moments import minute
from api.names import titled
from api.papers_checked import Checked
from ledger.recorded import Recorded

PLACE_COLUMNS: Final = 6 + 2 + 17 + 2
"""How wide the beginning of a line is: position, moment."""


def line(position: str, at: datetime, words: str) -> str:
    """Return what happened as a line: position, moment, sentence."""
    return f"{position:>6}  {minute(at)}  {words}"


def line_of(one: Recorded, names: Mapping[str, str], language: Language) -> str:
    """Return a recorded event as a line."""
    return line(str(one.position), one.event.at, describe(one.event, language, names))


class Standing(msgspec.Struct, frozen=True):
    """How a deal stands, for a listener."""

    deal: Deal
    names: Mapping[str, str]
    language: Language
    checked: Mapping[Sha256, Checked]
    """What was found of the papers, by their digests."""

    def lines(self, position: int) -> Iterator[str]:
        """Yield stage and parties, then each instrument with its table, approvals and seats."""
        deal = self.deal
        expires = minute(deal.parties.expires_at.at)
        yield deal.title
        yield self._say("as_of", 1, deal=deal.id, position=position)
        stage = self._word(deal.stage.value)
        yield self._say("stage", 1, stage=stage, round=deal.round, expires=expires)
        yield from self._parties()
        for instrument in deal.instruments.values():
            yield from self._instrument(instrument)

    def _parties(self) -> Iterator[str]:
        for principal in self.deal.parties.principals.values():
            party, lead = principal.party, self._name(principal.lead)
            name, country = self._name(party.id), party.country
            yield self._say("principal", 1, name=name, country=country, lead=lead)
        telling = Telling(self.language, self.names)
        for organisation, role in self.deal.parties.participants.items():
            quality = telling.word(PARTICIPANTS[role])
            yield self._say("participant", 1, name=self._name(organisation), role=quality)

    def _instrument(self, instrument: Instrument) -> Iterator[str]:
        code = "leading_instrument" if instrument.id == self.deal.leading else "instrument"
        yield self._say(
            code,
            1,
            kind=self._word(instrument.kind.value),
            title=self._title(instrument),
            progress=self._word(instrument.progress.value),
        )
        yield from self._rows(instrument)
        if instrument.matrix.locked_sha256:
            yield self._say("locked_terms", 2, digest=instrument.matrix.locked_sha256)
        for name, approval in instrument.approvals.items():
            code = "approval_granted" if approval.granted else "approval_awaited"
            yield self._say(code, 2, name=name)
        if instrument.signing is not None:
            yield from self._signing(instrument.signing)

    def _rows(self, instrument: Instrument) -> Iterator[str]:
        offer = instrument.matrix.offer
        if instrument.matrix.frame is None or offer is None:
            return
        yield self._say("rows", 2, rows=len(rows(instrument)), offer=offer.number)
        if instrument.progress is not Progress.NEGOTIATING:
            return
        table = table_of(self.deal, instrument)
        missing, reserved = list(missing_acceptances(table)), list(open_reservations(table))
        for who in self.deal.parties.principals:
            name = self._name(who)
            if open_rows := [row for row, principal in missing if principal == who]:
                count = len(open_rows)
                yield self._say("rows_to_accept", 2, name=name, count=count, rows=open_rows)
            if held := [row for row, principal in reserved if principal == who]:
                yield self._say("rows_reserved", 2, name=name, rows=held)

    def _signing(self, signing: Signing) -> Iterator[str]:
        for field, seat in signing.seats.items():
            signature = signing.signed.get(field)
            if seat.role is SeatRole.REGISTRY:
                yield self._say("seat_certified", 2, field=field, office=self._name(seat.of))
            elif signature is None:
                yield self._say("seat_empty", 2, field=field)
            else:
                who = self._name(signature.person)
                yield self._say("seat_signed", 2, field=field, who=who)
        if signing.sealed:
            yield self._say("sealed", 2)
        yield self._say("pdf", 2, digest=signing.pdf_sha256)
        found = self.checked[signing.pdf_sha256]
        if found.reason:
            yield self._say("paper_altered", 2, reason=found.reason)
        else:
            count, stamps = found.signatures, found.time_stamps
            yield self._say("paper_intact", 2, signatures=count, stamps=stamps)

    def _title(self, instrument: Instrument) -> str:
        """The title as it stood then, where there was one."""
        frame = instrument.matrix.frame
        title = frame.values.get("title") if frame else None
        if isinstance(title, Wording):
            return titled(title.texts, self.language)
        return self._name(instrument.id)

    def _name(self, identifier: str) -> str:
        return self.names.get(identifier, identifier)

    def _word(self, code: str) -> str:
        return tell("standing", code, {}, self.language)

    def _say(self, code: str, depth: int, **facts: object) -> str:
        return "  " * depth + tell("standing", code, facts, self.language)
