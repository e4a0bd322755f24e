"""How a played fair counts its deals: by lists of its own, and what is known of each deal.

The organiser decides the lists when the scene is set, and says what is known of each deal that
comes to a letter of intent; of a few nobody has said anything: there is something to look at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from aggregates.deal.classification.events import InvestorClass
from aggregates.deal.classification.schedule_ceremony import ScheduleCeremony, schedule_ceremony
from aggregates.deal.classification.state_attributes import StateAttributes, state_attributes
from aggregates.edition import EDITION
from aggregates.edition.decide_lists import DecideLists, decide_lists
from aggregates.edition.lists import CeremonyItem, ListEntry, Lists
from aggregates.vocabulary import Role
from api.dealfile.document import AnyMove
from api.dealfile.moves import signing, terms
from api.fair.counted import Counted, Delegation, Session, Theme
from api.fair.wording import CHINESE, ENGLISH
from api.play.player import Player
from ledger.sources import One, Source

_LEFT_OUT: Final = 12
"""Of one in so many deals nobody has said by what else it is counted."""
_CLASSES: Final = (
    InvestorClass.PRIVATE,
    InvestorClass.LISTED,
    InvestorClass.PRIVATE,
    InvestorClass.STATE_OWNED,
    InvestorClass.FUND,
)
_CONTROLLED: Final = {"SG": "CN"}
"""From where investors of a country are controlled, where it is another one."""
_PARTS: Final = 2
"""So many items has each session of the ceremony."""


def decide(scene: Player, counted: Counted, at: datetime) -> None:
    """Let the organiser decide the lists.

    Raises:
        RuleError, LedgerError: as the command.
    """
    cast = scene.cast
    lists = Lists(
        themes=_entries(counted.themes),
        delegations=_entries(counted.delegations),
        sessions=_entries(counted.sessions),
        items=tuple(_items(counted)),
    )
    command = DecideLists(
        actor=cast.somebody(Role.ORGANISER),
        at=at,
        edition=cast.edition,
        lists=lists,
        reason="What this fair is about, and who comes to it.",
    )
    scene.stage.edition(One(EDITION, cast.edition), decide_lists, command)


class Counting:
    """What the organiser says of deals while they are played.

    By what a deal is counted once its letter of intent is signed, and where it stands in the
    running order once its paper lies ready.
    """

    def __init__(self, counted: Counted) -> None:
        self._counted = counted
        self._places: Counter[str] = Counter()

    def after(self, number: int, player: Player, move: AnyMove, at: datetime) -> None:
        """Say what is to be said after a move of deal ``number``, at the same time.

        Raises:
            RuleError, LedgerError: as the commands.
        """
        theme = self._counted.theme_of(_line(player))
        match move:
            case terms.AcceptIntent() if number % _LEFT_OUT != _LEFT_OUT - 1:
                _state(player, self._counted, theme, number, at)
            case signing.OpenSigning() if session := self._counted.session_of(theme):
                item = f"{session}-{number % _PARTS + 1}"
                self._places[item] += 1
                _schedule(player, item, self._places[item], at)
            case _:
                pass


def _state(player: Player, counted: Counted, theme: str | None, number: int, at: datetime) -> None:
    by = player.file.deal.classification
    command = StateAttributes(
        actor=player.cast.somebody(Role.ORGANISER),
        at=at,
        deal=player.cast.deal,
        theme=theme,
        delegation=counted.delegation_of(by.destination),
        ultimate_origin=_CONTROLLED.get(by.origin, by.origin),
        investor_class=_CLASSES[number % len(_CLASSES)],
        reason="As the investor stated at registration.",
    )
    player.stage.together(_read(player), state_attributes, command)


def _schedule(player: Player, item: str, place: int, at: datetime) -> None:
    command = ScheduleCeremony(
        actor=player.cast.somebody(Role.ORGANISER),
        at=at,
        deal=player.cast.deal,
        item=item,
        place=place,
    )
    player.stage.together(_read(player), schedule_ceremony, command)


def _read(player: Player) -> tuple[Source[object], ...]:
    """Return what such a decision reads: the deal, and the lists of its edition."""
    return (player.stage.source, One(EDITION, player.cast.edition))


def _line(player: Player) -> str:
    """Return the line of business of a deal: its project is the line's so many-th."""
    return player.file.project.id.rpartition("-")[0]


def _entries(named: Mapping[str, Theme | Delegation | Session]) -> tuple[ListEntry, ...]:
    return tuple(ListEntry(code=code, names=_names(one)) for code, one in named.items())


def _items(counted: Counted) -> Iterator[CeremonyItem]:
    for code, one in counted.sessions.items():
        for part in range(1, _PARTS + 1):
            names = {
                ENGLISH: f"{one.english}, part {part}",
                CHINESE: f"{one.chinese}第{part}场",
            }
            yield CeremonyItem(code=f"{code}-{part}", session=code, names=names)


def _names(one: Theme | Delegation | Session) -> dict[str, str]:
    return {ENGLISH: one.english, CHINESE: one.chinese}
