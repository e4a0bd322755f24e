"""The demonstration: a deal file played into the ledger, its papers written out and verified."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from aggregates.deal.state import Instrument, Progress
from aggregates.vocabulary import Sha256
from api.clock import now
from api.database import application_login
from api.dealfile.annexes import annex_contents
from api.dealfile.load import parse_deal_file
from api.dealfile.timetable import timetable
from api.demo_evidence import hand_out_evidence
from api.errors import tell
from api.installation import installed
from api.names import Names
from api.narrator import Narrator
from api.output import Output, Plain
from api.papers import make_folder, paper_name, write, write_trust
from api.play.playable import office_of
from api.play.player import Player, shift_to
from api.recording import record_of
from api.refusals import ApiError
from api.replaying import replayed
from api.revoking import revoked_in
from api.settings import Settings
from api.storage.plays import playing
from api.verdicts import COLOURS, finding_lines, verdict_lines
from signing.trust import TrustPolicy
from signing.verify.case import Case
from signing.verify.verdict import Level, Verdict
from signing.verify.verifier import verify

FOUNDED_BEFORE = timedelta(days=365)
"""How long before the plot begins the demonstration's registry was founded."""


class Demo:
    """One demonstration, told to ``output``, its papers put into ``folder``."""

    def __init__(
        self, settings: Settings, output: Output, folder: Path, program: str = "counterseal"
    ) -> None:
        """``program`` is what a user types to call it."""
        self._settings = settings
        self._output = output
        self._folder = folder
        self._program = program

    def play(self, path: Path, data: bytes, *, as_dated: bool) -> bool:
        """Play the deal file ``data``, which is at ``path``; return whether all went well.

        That is, whether every paper that was executed is VALID.

        Raises:
            DealFileError: when it is no deal file.
            ApiError, LedgerError, SignatureError: as playing it, and as writing the papers.
        """
        deal_file = parse_deal_file(data)
        annexes = annex_contents(deal_file, path.parent, data)
        make_folder(self._folder)
        shift = timedelta() if as_dated else shift_to(deal_file, now())
        founded = next(timetable(deal_file.moves))[0] + shift - FOUNDED_BEFORE
        self._output.talk(self._say("playing", file=path.name, deal=deal_file.deal.title), "bold")
        with (
            installed(self._settings, lambda: office_of(deal_file), founded) as installation,
            application_login(self._settings) as dsn,
        ):
            player = Player(installation, deal_file, annexes, shift)

            def read(digest: Sha256) -> bytes:
                return player.ledger.book.blob(player.stage.source, digest)

            with playing(dsn):
                valid = self.show(player, read, archives=True)
            valid = self._evidence(player) and valid
        deal = player.cast.deal
        self._output.talk("\n" + self._say("see_also", deal=deal, program=self._program))
        return valid

    def show(
        self, player: Player, read: Callable[[Sha256], bytes], *, archives: bool = False
    ) -> bool:
        """Tell a play as it goes, and hand out its papers, which ``read`` gives by their digest.

        It ``archives`` what nobody in the play seals, where no worker does.

        Raises:
            ApiError, LedgerError, SignatureError: as `Player.play`, and as writing the papers.
        """
        narrator = self._narrator(player)
        try:
            for step in player.play():
                narrator.tell(step)
            for step in player.archive() if archives else ():
                narrator.tell(step)
        except ApiError as error:
            raise narrator.retold(error) from error
        return self._end(player, read)

    def _narrator(self, player: Player) -> Narrator:
        room, language = player.ledger.room, self._settings.language
        names = Names(room.registered, room.book, language)
        return Narrator(self._output, player.cast, names, player.stage.file, language)

    def _end(self, player: Player, read: Callable[[Sha256], bytes]) -> bool:
        installation = player.installation
        policy = write_trust(
            self._folder, installation.authority, revoked_in(installation.registry), now()
        )
        deal = player.ledger.deal()
        self._output.heading(self._say("papers"))
        levels = [
            self._paper(player, read, instrument, policy)
            for instrument in deal.instruments.values()
            if instrument.progress is Progress.EXECUTED
        ]
        told = replayed(installation, deal.id, None, self._settings.language)
        replay = "".join(f"{part.lines}\n" for part in told)
        write(self._folder / "replay.txt", replay.encode())
        return all(level is Level.VALID for level in levels)

    def _evidence(self, player: Player) -> bool:
        """Hand out the evidence of the deal, where its log can be signed; return if it is valid."""
        installation, deal = player.installation, player.cast.deal
        if self._settings.database_url is not None and self._settings.sequencer_url is None:
            self._output.talk(self._say("no_sequencer"))
            return True
        return hand_out_evidence(self._settings, self._output, self._folder, installation, deal)

    def _paper(
        self,
        player: Player,
        read: Callable[[Sha256], bytes],
        instrument: Instrument,
        policy: TrustPolicy,
    ) -> Level:
        deal = player.ledger.deal()
        record = record_of(player.installation, deal, instrument.id)
        pdf = read(record.pdf_sha256)
        file = self._folder / paper_name(deal, instrument)
        write(file, pdf)
        verdict = verify(Case(pdf=pdf, trust=policy, at=now(), record=record))
        self._tell_verdict(file, verdict, explain=instrument.id == deal.leading)
        return verdict.level

    def _tell_verdict(self, file: Path, verdict: Verdict, *, explain: bool) -> None:
        language = self._settings.language
        lines = [str(file)]
        lines += [f"  {line}" for line in finding_lines(verdict, language) if explain]
        lines += [f"  {line}" for line in verdict_lines(verdict, language)]
        record: dict[str, Plain] = {
            "file": str(file),
            "verdict": verdict.level.value,
            "pdf_sha256": verdict.pdf_sha256,
        }
        self._output.result(record, "\n".join(lines), COLOURS[verdict.level])

    def _say(self, code: str, **facts: object) -> str:
        return tell("demo", code, facts, self._settings.language)
