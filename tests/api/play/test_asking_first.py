"""The registry certifies nobody and nothing before the rules would allow it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from playing import Theatre
from plots import ASTER, FANG, LIN, MINHAI, SIGNING, given_plot, move

from aggregates.deal.signing.events import SignatureApplied, SigningOpened
from api.clock import now
from api.contracts.room import Room
from api.play.player import Happened
from ledger.keys.kek import read_kek
from signing.cms.identity import Identity
from signing.registry.registry import Registry, Signer


class Counting(Registry):
    """A registry that counts whom it certifies, and how often it seals."""

    seals = 0
    assisted = 0

    @property
    def seal(self) -> Identity:
        """Count, and give the seal."""
        self.seals += 1
        return super().seal

    def assist(self, signer: Signer, at: datetime) -> Identity:
        """Count, and certify."""
        self.assisted += 1
        return super().assist(signer, at)


def test_what_the_rules_refuse_is_neither_certified_nor_sealed(theatre: Theatre) -> None:
    again = move("open_signing", LIN, expires="+3d", seats=[MINHAI, ASTER], expect="not_locked")
    stranger = move("sign", FANG, seat="minhai", expect="wrong_seat")
    plot = given_plot(*SIGNING, again, stranger, move("sign", LIN, seat="minhai"))
    with theatre.player(plot, Path()) as player:
        ledger, home = player.ledger, theatre.settings.data_directory
        office, kek = player.installation.identity.office, read_kek(home / "registry.kek")
        counting = Counting.open(home / "registry", kek, now(), office)
        player.installation.authority = counting
        ledger.room = Room(player.installation, ledger.book, player.cast.deal)
        events = [step.event for step in player.play() if isinstance(step, Happened)]
    signatures = [event for event in events if isinstance(event, SignatureApplied)]
    openings = [event for event in events if isinstance(event, SigningOpened)]
    assert counting.assisted == len(signatures) == 3
    assert counting.seals == len(openings) == 2
