"""Call a signing on the stage: what was signed before it counts from here on."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.amending.text import require_of_text_in_force
from aggregates.deal.guards import require_office, require_open_signing, require_signing
from aggregates.deal.signing.events import SigningCalled
from aggregates.deal.signing.execution import ExecutionEvent, execution
from aggregates.deal.signing.sign import principals_have_signed
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command, InstrumentId


class CallSigning(Command, frozen=True, kw_only=True):
    """An official or the organiser calls the signing of ``instrument``."""

    instrument: InstrumentId


def call_signing(deal: Deal, command: CallSigning) -> Sequence[SigningCalled | ExecutionEvent]:
    """Lift the embargo; if all principals have signed, the instrument is executed with it.

    Who has not signed yet may do so still; the last signature then executes it. What another
    amendment overtook meanwhile is not called: it is of a text that is in force no more.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``unknown_instrument``,
            ``no_signing``, and as `require_open_signing` and `require_of_text_in_force`.
    """
    require_office(deal, command.actor)
    _, signing = require_signing(deal, command.instrument)
    if not signing.embargoed:
        return []
    instrument, signing = require_open_signing(deal, command.instrument, command.at)
    require_of_text_in_force(deal, instrument)
    called = SigningCalled(
        at=command.at,
        instrument=instrument.id,
        office=command.actor.organisation,
        by=command.actor.person,
    )
    if not principals_have_signed(signing):
        return [called]
    pdf = signing.pdf_sha256
    return [called, *execution(deal, instrument, pdf, command.at, in_file=True)]
