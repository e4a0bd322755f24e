"""The demonstration: a deal file played into the ledger, its papers written out and verified."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from aggregates.catalogue import describe
from aggregates.deal.state import Instrument
from api.cli.output import Output, Plain
from api.clock import now
from api.dealfile.annexes import annex_contents
from api.dealfile.document import DealFile
from api.dealfile.load import parse_deal_file
from api.dealfile.timetable import timetable
from api.errors import sentence
from api.installation import Installation, installed
from api.papers import write_trust
from api.play.player import Happened, Player, Step, shift_to
from api.replaying import replayed
from api.settings import Settings
from api.verdicts import finding_line, verdict_lines
from ledger.codec import stored_name
from signing.registry.office import Office
from signing.trust import TrustPolicy
from signing.verify.case import Case
from signing.verify.verdict import Level, Verdict
from signing.verify.verifier import verify

FOUNDED_BEFORE = timedelta(days=365)
"""How long before the plot begins the demonstration's registry was founded."""


def default_input() -> Path:
    """Return the joint venture that comes along."""
    packaged = Path(str(files("api"))) / "examples" / "joint-venture.yaml"
    beside = Path(str(files("api"))).parent / "examples" / "joint-venture.yaml"
    return packaged if packaged.exists() else beside


class Demo:
    """One demonstration, told to ``output``, its papers put into ``folder``."""

    def __init__(self, settings: Settings, output: Output, folder: Path) -> None:
        self._settings = settings
        self._output = output
        self._folder = folder

    def play(self, path: Path, data: bytes, *, as_dated: bool) -> bool:
        """Play the deal file ``data``, which is at ``path``; return whether every paper is VALID.

        Raises:
            DealFileError: when it is no deal file; ApiError, LedgerError, SignatureError: as
                playing it.
        """
        deal_file = parse_deal_file(data)
        annexes = annex_contents(deal_file, path.parent, data)
        shift = timedelta() if as_dated else shift_to(deal_file, now())
        founded = next(timetable(deal_file.moves))[0] + shift - FOUNDED_BEFORE
        self._output.talk(f"Playing {path.name}: {deal_file.deal.title}", "bold")
        with installed(self._settings, lambda: _office(deal_file), founded) as installation:
            player = Player(installation, deal_file, annexes, shift)
            for step in player.play():
                self._tell(step, player)
            return self._end(installation, player)

    def _tell(self, step: Step, player: Player) -> None:
        language = self._settings.language
        if isinstance(step, Happened):
            told = describe(step.event, language, player.cast.names)
            where = f"{step.position:>5}" if step.log == "edition" else f"R{step.position:>4}"
            record: dict[str, Plain] = {
                "log": step.log,
                "position": step.position,
                "type": stored_name(type(step.event)),
                "sentence": told,
            }
            self._output.result(record, f"{where}  {told}", "" if step.log == "edition" else "dim")
            return
        told = sentence(step.error, language)
        refused: dict[str, Plain] = {
            "refused": step.error.code,
            "by": step.move.by,
            "sentence": told,
        }
        line = f"    x  {step.move.by} was refused: {told} ({step.error.code})"
        self._output.result(refused, line, "yellow")

    def _end(self, installation: Installation, player: Player) -> bool:
        self._folder.mkdir(parents=True, exist_ok=True)
        at = now()
        policy = write_trust(self._folder, installation.authority, at)
        deal = player.stage.deal()
        valid = True
        for instrument in deal.instruments.values():
            if instrument.signing is not None:
                pdf = player.stage.book.blob(player.stage.source, instrument.signing.pdf_sha256)
                verdict = self._paper(instrument, pdf, policy, at)
                leading = instrument.id == deal.leading
                self._say(instrument, verdict, explain=leading)
                valid = valid and verdict.level is Level.VALID
        self._replay(installation, deal.id)
        return valid

    def _paper(
        self, instrument: Instrument, pdf: bytes, policy: TrustPolicy, at: datetime
    ) -> Verdict:
        (self._folder / paper_name(instrument)).write_bytes(pdf)
        return verify(Case(pdf=pdf, trust=policy, at=at))

    def _say(self, instrument: Instrument, verdict: Verdict, *, explain: bool) -> None:
        language = self._settings.language
        lines = [f"{self._folder / paper_name(instrument)}"]
        if explain:
            lines += [finding_line(finding, language) for finding in verdict.findings]
        lines += verdict_lines(verdict, language)
        record: dict[str, Plain] = {
            "file": str(self._folder / paper_name(instrument)),
            "verdict": verdict.level.value,
            "pdf_sha256": verdict.pdf_sha256,
        }
        colour = "green" if verdict.level is Level.VALID else "bold red"
        self._output.result(record, "\n" + "\n".join(lines), colour)

    def _replay(self, installation: Installation, deal: str) -> None:
        lines = [line for _, line in replayed(installation, deal, None, self._settings.language)]
        (self._folder / "replay.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self._output.talk(
            f"\nThe deal is {deal}. See it as it was at any position:"
            f"\n  counterseal replay {deal} --at N"
        )


def paper_name(instrument: Instrument) -> str:
    """Return the file name of an instrument's PDF: ``letter-of-intent.pdf``."""
    return f"{instrument.kind.value.replace('_', '-')}.pdf"


def _office(deal_file: DealFile) -> Office:
    named = next(o for o in deal_file.offices.values() if o.function == "registry")
    return Office(
        country=named.country, organisation=named.legal_name, identifier=named.registration
    )
