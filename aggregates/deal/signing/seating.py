"""Whether the seats of a signing are such that the instrument can be validly signed.

What must be shown, in this order:

1. every field and every seat is there once, and the registry's own seat comes first;
2. each principal has a seat, and nobody else a signatory's seat;
3. witnesses, notaries and an official belong to no principal and come after the signatories;
4. a person sits once for a principal, or shares n seats with the same m people (n of m), and for
   one principal only;
5. each sitter's mandate covers the amount, the instrument and the date;
6. each principal has as many required seats as its mandates ask signatures (joint rule);
7. nobody who approves the instrument, or leads for another side, signs it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from aggregates.checks import check_count, check_identifier
from aggregates.deal.guards import require_new_lead
from aggregates.deal.signing.state import AFTER_EXECUTION
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.current import amount_of
from aggregates.errors import RuleError
from aggregates.mandate.coverage import covers
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import (
    MandateId,
    OrganisationId,
    PersonId,
    Rate,
    Seat,
    SeatRole,
    Sitter,
)


def require_seating(
    deal: Deal,
    instrument: Instrument,
    seats: Sequence[Seat],
    mandates: Mapping[MandateId, Mandate],
    rates: tuple[Rate, ...],
    at: datetime,
) -> None:
    """Refuse seats by which the instrument could not be validly signed.

    Raises:
        RuleError: ``identifier_malformed``, ``count_too_small``, ``field_twice``, ``seat_twice``,
            ``registry_seat``, ``no_seat``, ``seat_of_no_principal``, ``office_is_principal``,
            ``turn_too_early``, ``official_seat``, ``sits_for_two``, ``too_few_sitters``,
            ``sitters_differ``, ``joint_rule``, and as `require_sitter`.
    """
    _require_fields(seats)  # 1
    _require_registry(seats)
    _require_principals(deal, seats)  # 2
    _require_offices(deal, seats)  # 3
    _require_one_side(seats)  # 4
    for principal in sorted(deal.parties.principals):
        own = signatory_seats(seats, principal)
        _require_sitters(principal, own)
        for sitter in sitters_of(own):
            require_sitter(deal, instrument, principal, sitter, mandates, rates, at)  # 5, 7
        require_joint(principal, own, mandates)  # 6


def signatory_seats(seats: Iterable[Seat], principal: OrganisationId) -> list[Seat]:
    """Return the signatories' seats of one principal."""
    return [s for s in seats if s.role is SeatRole.SIGNATORY and s.of == principal]


def sitters_of(seats: Iterable[Seat]) -> list[Sitter]:
    """Return who may sit in ``seats``, each once."""
    return list(dict.fromkeys(sitter for seat in seats for sitter in seat.sitters))


def require_sitter(  # noqa: PLR0913, PLR0917 - who sits where, for what, by which facts
    deal: Deal,
    instrument: Instrument,
    principal: OrganisationId,
    sitter: Sitter,
    mandates: Mapping[MandateId, Mandate],
    rates: tuple[Rate, ...],
    at: datetime,
) -> None:
    """Refuse a sitter whose mandate does not cover it, who approves it, or leads for another side.

    Raises:
        RuleError: ``unknown_mandate``, ``signatory_approves``, ``leads_another_side``, and as
            `covers`.
    """
    mandate = mandates.get(sitter.mandate)
    if mandate is None:
        raise RuleError("unknown_mandate", mandate=sitter.mandate)
    if any(a.approver == sitter.person for a in instrument.approvals.values()):
        raise RuleError("signatory_approves", person=sitter.person)
    require_new_lead(deal, principal, sitter.person)
    covers(
        mandate,
        organisation=principal,
        person=sitter.person,
        kind=instrument.kind,
        amount=amount_of(instrument),
        rates=rates,
        at=at,
        scope="sign",
    )


def require_joint(
    principal: OrganisationId, seats: Iterable[Seat], mandates: Mapping[MandateId, Mandate]
) -> None:
    """Refuse when a principal's seats are fewer than its mandates ask to sign together.

    Raises:
        RuleError: ``joint_rule``.
    """
    own = list(seats)
    needed = max(mandates[sitter.mandate].joint for sitter in sitters_of(own))
    required = sum(seat.required for seat in own)
    if required < needed:
        raise RuleError("joint_rule", principal=principal, needed=needed, seats=required)


def _require_fields(seats: Sequence[Seat]) -> None:
    for seat in seats:
        check_identifier("field", seat.field)
        check_identifier("of", seat.of)
        check_count("number", seat.number)
        check_count("turn", seat.turn, least=0)
    for field, times in Counter(seat.field for seat in seats).items():
        if times > 1:
            raise RuleError("field_twice", field=field)
    places = Counter((seat.role, seat.of, seat.number) for seat in seats)
    for (role, of, number), times in places.items():
        if times > 1:
            raise RuleError("seat_twice", role=role.value, organisation=of, number=number)


def _require_registry(seats: Sequence[Seat]) -> None:
    registry = [seat for seat in seats if seat.role is SeatRole.REGISTRY]
    others = [seat.turn for seat in seats if seat.role is not SeatRole.REGISTRY]
    if len(registry) != 1 or any(turn <= registry[0].turn for turn in others):
        raise RuleError("registry_seat", seats=len(registry))


def _require_principals(deal: Deal, seats: Sequence[Seat]) -> None:
    signing = {seat.of for seat in seats if seat.role is SeatRole.SIGNATORY and seat.required}
    for principal in sorted(deal.parties.principals):
        if principal not in signing:
            raise RuleError("no_seat", principal=principal)
    for seat in seats:
        if seat.role is SeatRole.SIGNATORY and seat.of not in deal.parties.principals:
            raise RuleError("seat_of_no_principal", field=seat.field, organisation=seat.of)


def _require_offices(deal: Deal, seats: Sequence[Seat]) -> None:
    last = max(seat.turn for seat in seats if seat.role is SeatRole.SIGNATORY)
    officials = [seat.turn for seat in seats if seat.role is SeatRole.OFFICIAL]
    if len(officials) > 1:
        raise RuleError("official_seat", seats=len(officials))  # the first locks every field
    for seat in seats:
        if seat.role is SeatRole.SIGNATORY:
            continue
        if seat.of in deal.parties.principals:
            raise RuleError("office_is_principal", field=seat.field, organisation=seat.of)
        if seat.role in AFTER_EXECUTION and seat.turn <= last:
            raise RuleError("turn_too_early", field=seat.field, turn=seat.turn)
        if officials and seat.role is not SeatRole.OFFICIAL and seat.turn >= min(officials):
            raise RuleError("turn_too_early", field=seat.field, turn=seat.turn)


def _require_one_side(seats: Sequence[Seat]) -> None:
    """Nobody agrees with themselves: who sits for one principal sits for no other."""
    sides: dict[PersonId, OrganisationId] = {}
    for seat in seats:
        if seat.role is not SeatRole.SIGNATORY:
            continue
        for sitter in seat.sitters:
            if sides.setdefault(sitter.person, seat.of) != seat.of:
                raise RuleError("sits_for_two", person=sitter.person, field=seat.field)


def _require_sitters(principal: OrganisationId, seats: Sequence[Seat]) -> None:
    """Seats share all their sitters or none, and there are enough people for them."""
    groups: dict[frozenset[str], int] = {}
    for seat in seats:
        people = frozenset(sitter.person for sitter in seat.sitters)
        groups[people] = groups.get(people, 0) + 1
    for people, wanted in groups.items():
        if len(people) < wanted:
            raise RuleError("too_few_sitters", principal=principal, people=len(people))
    everybody = [person for people in groups for person in people]
    mandates = [sitter.mandate for sitter in sitters_of(seats)]
    if len(set(everybody)) < len(everybody) or len(set(mandates)) < len(mandates):
        raise RuleError("sitters_differ", principal=principal)
