"""The registry archives letters when they are executed, agreements when their signing is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from playing import settings_for
from plots import FANG, JANA, LETTER, LIN, OPENED, SIGNING, move
from projecting import House

from aggregates.deal import DEAL
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Kind
from api.clock import now
from api.installation import Installation, running
from api.storage.operations import Operations
from api.storage.plays import playing
from api.work.sealing import Sealing
from ledger.sources import One
from signing.registry.trust import lasting_trust
from signing.verify.case import Case
from signing.verify.verdict import Level
from signing.verify.verifier import verify

Plays = Callable[..., House]
ENGAGED = (*OPENED, *LETTER)


class Registry:
    """What seals in a house, at moments of the test's choice, and what came of it."""

    def __init__(self, house: House, installation: Installation, operations: Operations) -> None:
        self.house, self.installation, self._operations = house, installation, operations
        self.book = installation.edition(str(house.logs[1]))

    def looks(self, **after: float) -> None:
        """Look for what is due, so much later; the read models follow."""
        sealing = Sealing(self.installation, self._operations, lambda: self.at(**after))
        while sealing.round():
            pass

    def at(self, **after: float) -> datetime:
        """Return when it is so much later."""
        return now() + timedelta(**after)

    def paper(self, kind: Kind) -> Instrument:
        """Return the instrument of a kind."""
        deal: Deal = self.book.state(One(DEAL, self.house.deal))
        return next(one for one in deal.instruments.values() if one.kind is kind)

    def is_sealed(self, kind: Kind) -> bool:
        """Return whether the instrument of a kind is."""
        signing = self.paper(kind).signing
        return signing is not None and signing.sealed

    def archive(self, kind: Kind) -> Case:
        """Return the file of an instrument, to be judged after eight years."""
        signing = self.paper(kind).signing
        assert signing is not None
        pdf = self.book.blob(One(DEAL, self.house.deal), signing.pdf_sha256)
        trust = lasting_trust(self.installation.authority, self.at())
        return Case(pdf=pdf, trust=trust, at=self.at(days=8 * 365))


@contextmanager
def registry(house: House) -> Iterator[Registry]:
    """Open the installation of a house."""
    operations = Operations(house.database.dsn())
    with running(settings_for(house.database, house.home)) as installation:
        yield Registry(house, installation, operations)
    operations.close()


def test_a_letter_is_archived_when_all_have_signed_it(house_of: Plays) -> None:
    with registry(house_of(*ENGAGED)) as office:
        assert not office.is_sealed(Kind.LETTER_OF_INTENT)
        office.looks()
        assert office.is_sealed(Kind.LETTER_OF_INTENT)
        case = office.archive(Kind.LETTER_OF_INTENT)
        assert (verify(case).level, len(case.archive)) == (Level.VALID, 1)


def test_what_is_sealed_is_not_sealed_again(house_of: Plays) -> None:
    with registry(house_of(*ENGAGED)) as office:
        office.looks()
        before = office.book.head()
        office.looks(seconds=5)
        assert office.book.head() == before


SIGNED = (
    *SIGNING,
    move("sign", LIN, seat="minhai"),
    move("sign", JANA, seat="aster"),
)


@pytest.mark.parametrize(("days", "sealed"), [(0, False), (4, True)])
def test_the_agreement_is_left_to_people_until_the_deadline_of_its_signing(
    house_of: Plays, days: float, *, sealed: bool
) -> None:
    with registry(house_of(*SIGNED)) as office:
        office.looks(days=days)
        assert office.is_sealed(Kind.AGREEMENT) is sealed


def test_nothing_is_sealed_while_a_play_is_put_into_the_ledger(house_of: Plays) -> None:
    house = house_of(*ENGAGED)
    with registry(house) as office, playing(house.database.dsn()):
        office.looks()
        assert not office.is_sealed(Kind.LETTER_OF_INTENT)


def test_what_is_suspended_waits(house_of: Plays) -> None:
    suspended = (*ENGAGED, move("suspend_deal", FANG, reason="An inquiry."))
    with registry(house_of(*suspended)) as office:
        office.looks()
        assert not office.is_sealed(Kind.LETTER_OF_INTENT)
