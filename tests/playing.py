"""given / when / then for plays: a deal file played into a ledger of its own on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from databases import Database
from pydantic import SecretStr

from aggregates.deal.state import Deal
from aggregates.vocabulary import Event
from api.clock import now
from api.dealfile.annexes import annex_contents
from api.dealfile.document import DealFile
from api.dealfile.timetable import timetable
from api.demo import FOUNDED_BEFORE
from api.installation import installed
from api.output import Output
from api.play.playable import office_of
from api.play.player import Happened, Player, Refused, Step, shift_to
from api.refusals import ApiError
from api.settings import Settings


def settings_for(database: Database, home: Path) -> Settings:
    """Return the settings of an installation in ``home`` on a server that is there."""
    return Settings(database_url=SecretStr(database.dsn()), data_directory=home)


class Heard(Output):
    """An output of which every record and its sentence are kept, beside what it writes."""

    def __init__(self, *, json: bool = False) -> None:
        self.out, self.err = StringIO(), StringIO()
        self.records: list[dict[str, Any]] = []
        self.sentences: list[str] = []
        super().__init__(self.out, self.err, json=json)

    def result(self, record, sentence, style="", margin=0) -> None:  # noqa: ANN001 - as inherited
        """Keep record and sentence, and write the result."""
        self.records.append(dict(record))
        self.sentences.append(sentence)
        super().result(record, sentence, style, margin)


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The demonstration as it was given: where it was kept, what it said, what it handed out."""

    settings: Settings
    database: Database
    out: Path
    heard: Heard
    valid: bool

    @property
    def deal(self) -> str:
        """The deal's id."""
        last = (self.out / "replay.txt").read_text(encoding="utf-8")
        return last.partition("\n  deal ")[2].partition(",")[0]

    @property
    def lines(self) -> list[str]:
        """What it said to a person, line by line."""
        return self.heard.out.getvalue().splitlines()


class Played:
    """A play that came to an end."""

    def __init__(self, steps: list[Step], deal: Deal) -> None:
        self.steps = steps
        self.deal = deal

    @property
    def refusals(self) -> list[str]:
        """The codes of the moves that were refused, in order."""
        return [step.error.code for step in self.steps if isinstance(step, Refused)]

    def events(self, kind: type[Event]) -> list[Event]:
        """Return the events of one kind, in order."""
        return [s.event for s in self.steps if isinstance(s, Happened) and type(s.event) is kind]


class Theatre:
    """An installation where deals are played."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @contextmanager
    def player(
        self, deal_file: DealFile, folder: Path, shift: timedelta | None = None
    ) -> Iterator[Player]:
        """Give the player of a deal whose last move is made now."""
        moved = shift_to(deal_file, now()) if shift is None else shift
        begin = next(timetable(deal_file.moves))[0] + moved
        annexes = annex_contents(deal_file, folder, b"")
        with installed(
            self.settings, lambda: office_of(deal_file), begin - FOUNDED_BEFORE
        ) as place:
            yield Player(place, deal_file, annexes, moved)

    def when_played(self, deal_file: DealFile, folder: Path = Path()) -> Played:
        """Play a deal to its end."""
        with self.player(deal_file, folder) as player:
            return Played(list(player.play()), player.stage.deal())

    def then_fails(
        self, deal_file: DealFile, code: str, shift: timedelta | None = None, **facts: object
    ) -> None:
        """The play ends with this error, of which these facts are told."""
        with self.player(deal_file, Path(), shift) as player, pytest.raises(ApiError) as error:
            list(player.play())
        told = {name: error.value.facts.get(name) for name in facts}
        assert (error.value.code, told) == (code, facts)
