"""Plays a fair: the scene is set once, then every deal's moves are made in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from heapq import merge
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from aggregates.errors import RuleError
from aggregates.vocabulary import Kind
from api import ids
from api.dealfile.document import AnyMove, DealFile
from api.fair.counted import Counted
from api.fair.counting import Counting, decide
from api.fair.deal_files import DAYS, deal_file, scene_file
from api.fair.material import Material
from api.fair.pairing import Offered, Pairing, pairings, projects
from api.fair.plots import PLOTS, Often, Plot, plots
from api.fair.story import Story
from api.fair.wording import leading
from api.installation import Installation
from api.play.cast import Cast
from api.play.player import Player
from api.play.rates import RateTable
from api.play.scene import Scene
from api.refusals import ApiError

OPENS: Final = timedelta(days=DAYS - 1)
"""How long before now the scene is set."""

_FIRST: Final = timedelta(hours=30)
_LAST: Final = timedelta(hours=2)
_GOLDEN: Final = 0.6180339887
"""Multiples of it, without their whole part, lie evenly: deals do not end all at once."""

_Due: TypeAlias = tuple[datetime, int, int, AnyMove, Player]
"""When a move is made, of which deal it is, the how many-th there, the move, and its player."""


class Fair(NamedTuple):
    """The deals of a fair that is about to be played, and of which projects they are."""

    scene: Player
    players: list[Player]
    catalogue: dict[str, Offered]
    counted: Counted

    @property
    def moves(self) -> int:
        """How many moves will be made."""
        return sum(len(player.moves) for player in self.players)


def prepare(
    installation: Installation,
    material: Material,
    now: datetime,
    mixture: Sequence[Often] = PLOTS,
) -> Fair:
    """Return a fair of this mixture of deals, whose last moves are made shortly before ``now``."""
    paired = pairings(material, sum(often.times for often in mixture))
    agreements = [one.project.line.kind is Kind.AGREEMENT for one in paired]
    stories = [
        _story(material, pairing, plot)
        for pairing, plot in zip(paired, plots(mixture, agreements), strict=True)
    ]
    today = now.date()
    everybody = scene_file(material.organisations.values(), stories[0], material.texts, today)
    host = Cast(everybody, timedelta(), ids.new_id)
    catalogue = {offered.id: offered for offered in projects(material)}
    listed = {name: ids.new_id() for name in catalogue}
    host.project = listed[everybody.project.id]

    def player(file: DealFile, project: str) -> Player:
        cast = Cast(file, timedelta(), ids.new_id, host)
        cast.project = listed[project]
        return Player(installation, file, {}, timedelta(), cast=cast)

    players = [
        player(
            deal_file(story, material.texts, _begin(story, now), today), story.pairing.project.id
        )
        for story in stories
    ]
    return Fair(
        Player(installation, everybody, {}, timedelta(), cast=host),
        players,
        catalogue,
        material.counted,
    )


def play(fair: Fair, now: datetime, step: Callable[[], None]) -> None:
    """Set the scene, make every move, and say how deals are counted.

    ``step`` is called after each move.

    Raises:
        ApiError: ``scene_refused``, ``move_refused``.
        LedgerError: as the ledger.
    """
    begin = now - OPENS
    set_scene(fair, begin)
    counting = Counting(fair.counted)
    for at, deal, number, move, player in _in_order(fair.players):
        for _ in player.make(number, at, move):
            pass
        counting.after(deal, player, move, at)
        step()


def set_scene(fair: Fair, begin: datetime) -> None:
    """Register and admit everybody, list every project, decide the lists, publish the rates.

    Raises:
        ApiError: ``scene_refused``.
    """
    host = fair.scene
    others = {player.cast.project: player for player in fair.players}
    del others[host.cast.project]  # the scene lists it
    try:
        for _ in Scene(host.stage, host.installation, host.file, begin).set():
            pass
        for player in others.values():
            Scene(player.stage, player.installation, player.file, begin).list_project()
        decide(host, fair.counted, begin)
    except RuleError as error:
        raise ApiError("scene_refused", reason=error, refusal=error.code) from error
    for _ in RateTable(host.stage, host.file.rates, begin).until(begin + OPENS):
        pass


def _in_order(players: list[Player]) -> Iterator[_Due]:
    return merge(*(_due(number, player) for number, player in enumerate(players)), key=_WHEN)


def _due(deal: int, player: Player) -> Iterator[_Due]:
    for number, (at, move) in enumerate(player.moves, start=1):
        yield at, deal, number, move, player


_WHEN: Final = itemgetter(0, 1, 2)


def _story(material: Material, pairing: Pairing, plot: Plot) -> Story:
    story = Story(pairing, leading(pairing, material.texts), material.texts.said)
    plot(story)
    return story


def _begin(story: Story, now: datetime) -> datetime:
    """Return when a deal begins, so that all of it lies within the fair."""
    room = OPENS - _FIRST - _LAST - story.length
    place = (story.pairing.number * _GOLDEN) % 1
    return (now - _LAST - story.length - room * place).replace(microsecond=0)
