"""The demonstration over HTTP: a fair set up for one play, served, and asked by its people."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import msgspec

from aggregates.vocabulary import Role, Sha256
from api.accounts.accounts import opened_accounts
from api.clock import InsecureClock, now
from api.database import application_login
from api.dealfile.annexes import annex_contents
from api.dealfile.document import DealFile
from api.dealfile.load import parse_deal_file
from api.dealfile.timetable import timetable
from api.demo import FOUNDED_BEFORE, Demo
from api.errors import CODED_ERRORS, tell
from api.http.serving import bound
from api.installation import installed
from api.output import Output
from api.papers import make_folder
from api.play.cast import Cast
from api.play.online.fairground import Fairground
from api.play.online.over_http import OverHttp
from api.play.online.post_box import HOST, post_box
from api.play.playable import office_of
from api.play.player import BEFORE_FIRST, Player, shift_to
from api.serve.hosting import hosted
from api.serve.supervisor import Told
from api.settings import Settings
from ledger.embedded.layout import layout_of

PER_SECOND: Final = 10_000.0
"""How often one client may ask a server whose clock stands still: it counts no seconds."""

LOG: Final = "served.log"
"""What the server said: kept beside the papers where the play came to no end."""


class Plot(msgspec.Struct, frozen=True):
    """A deal file with its annexes, moved to when it is played."""

    deal_file: DealFile
    annexes: dict[str, bytes]
    shift: timedelta

    @classmethod
    def of(cls, path: Path, data: bytes, *, as_dated: bool) -> Plot:
        """Return the plot of ``data``, which is at ``path``; see `Demo.play`.

        Raises:
            DealFileError: when it is no deal file.
        """
        deal_file = parse_deal_file(data)
        shift = timedelta() if as_dated else shift_to(deal_file, now())
        return cls(deal_file, dict(annex_contents(deal_file, path.parent, data)), shift)


class DemoOverHttp:
    """One demonstration, told to ``output``, its papers put into ``folder``."""

    def __init__(
        self,
        settings: Settings,
        output: Output,
        folder: Path,
        tell_of: Callable[[Told], None] = lambda _: None,
    ) -> None:
        """``tell_of`` hears of the server's processes: which starts, which ends."""
        self._settings = settings
        self._output = output
        self._folder = folder
        self._tell_of = tell_of

    def play(self, path: Path, data: bytes, *, as_dated: bool) -> bool:
        """Play the deal file ``data``, which is at ``path``; return whether all went well.

        Raises:
            DealFileError, ApiError, LedgerError, SignatureError: as `Demo.play`;
                ``server_not_started``, ``server_lost``, ``message_not_come``.
        """
        plot = Plot.of(path, data, as_dated=as_dated)
        make_folder(self._folder)
        self._output.talk(self._say("playing", file=path.name, deal=plot.deal_file.deal.title))
        with _home() as home:
            try:
                valid = self._played(plot, home)
            except CODED_ERRORS:
                shutil.copyfile(home / LOG, self._folder / LOG)
                raise
        self._output.talk("\n" + self._say("gone", trust=self._folder / "trust.json"))
        return valid

    def _played(self, plot: Plot, home: Path) -> bool:
        begin = next(timetable(plot.deal_file.moves))[0] + plot.shift - BEFORE_FIRST
        clock = InsecureClock(home / "clock")
        clock.set(begin)
        with post_box() as post, bound(HOST, 0) as listening:
            settings = self._served(home, listening.getsockname()[1], post.port)
            founded = begin + BEFORE_FIRST - FOUNDED_BEFORE
            with (
                installed(settings, lambda: office_of(plot.deal_file), founded) as installation,
                application_login(settings) as dsn,
                hosted(settings, listening, home / LOG, self._tell_of) as url,
            ):
                accounts = opened_accounts(installation, dsn, settings, clock=clock)
                fair = Fairground(installation, accounts, url, clock, post)
                try:
                    self._output.talk(self._say("over_http", url=url))
                    self._output.talk(self._say("not_over_http"))
                    return self._shown(plot, fair, settings)
                finally:
                    fair.close()
                    accounts.close()

    def _shown(self, plot: Plot, fair: Fairground, settings: Settings) -> bool:
        def place(who: Cast) -> OverHttp:
            fair.found(plot.deal_file, who, settings.language)
            return OverHttp(fair, who)

        player = Player(fair.installation, plot.deal_file, plot.annexes, plot.shift, place)
        venue = player.stage.venue
        assert isinstance(venue, OverHttp)  # noqa: S101 - made just now

        def read(digest: Sha256) -> bytes:
            return venue.read(player.cast.somebody(Role.REGISTRY), digest)

        return Demo(settings, self._output, self._folder).show(player, read)

    def _served(self, home: Path, port: int, post: int) -> Settings:
        """Return the settings of a fair of its own in ``home``, and nothing that is elsewhere."""
        return Settings(
            data_directory=home,
            insecure_clock=home / "clock",
            public_url=f"http://{HOST}:{port}",
            mail_server=HOST,
            mail_port=post,
            mail_security="none",
            language=self._settings.language,
            archive_executed=False,  # a play has seals where its file has them
            reads_per_second=PER_SECOND,
            commands_per_second=PER_SECOND,
            database_url=None,
            projector_url=None,
            kek_directory=None,
        )

    def _say(self, code: str, **facts: object) -> str:
        return tell("demo", code, facts, self._settings.language)


@contextmanager
def _home() -> Generator[Path, None, None]:
    """Make a folder for a fair, which its database can pass through; nothing of it stays."""
    folder = Path(tempfile.mkdtemp(prefix="counterseal-demo-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(layout_of(folder).base, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
