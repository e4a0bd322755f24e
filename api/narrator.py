"""Who tells a play as it goes: each step a sentence with its position, by the deal's stages."""

from __future__ import annotations

from aggregates.catalogue import describe
from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from api.contracts.people import FullName
from api.dealfile.document import DealFile
from api.errors import CODED_ERRORS, Language, sentence, tell
from api.names import Names, titled
from api.output import Output, Plain
from api.play.cast import Cast
from api.play.player import Happened, Noted, Refused, Step
from api.refusals import ApiError
from api.telling import PLACE_COLUMNS, line
from ledger.codec import stored_name


class Narrator:
    """Tells steps to ``output``: the registry's dimmed, refusals yellow, remarks in blue."""

    def __init__(
        self, output: Output, cast: Cast, names: Names, deal_file: DealFile, language: Language
    ) -> None:
        self._output = output
        self._cast = cast
        self._names = names
        self._language: Language = language
        self._deal: Deal = DEAL.initial
        self._chapter = ""
        # what the ledger does not say yet: who registers the first, and titles before an offer
        for draft in deal_file.instruments:
            names.call(cast.id(draft.id), titled(draft.title, language))
        for name, person in deal_file.people.items():
            full = FullName(native=person.native_name, latin=person.latin_name)
            names.call(cast.id(name), full.told_in(language))

    def tell(self, step: Step) -> None:
        """Tell one step."""
        match step:
            case Happened():
                self._happened(step)
            case Refused():
                self._refused(step)
            case Noted():
                record: dict[str, Plain] = {"note": step.note}
                margin = " " * PLACE_COLUMNS
                self._output.result(record, f"{margin}{step.note}", "blue", PLACE_COLUMNS)

    def retold(self, error: ApiError) -> ApiError:
        """Return ``error`` with what it rests on told by names: nobody else here knows them."""
        facts = {
            key: sentence(fact, self._language, self._names)
            if isinstance(fact, CODED_ERRORS)
            else fact
            for key, fact in error.facts.items()
        }
        return ApiError(error.code, **facts)

    def _happened(self, step: Happened) -> None:
        self._names.learn(step.event)
        self._open_chapter(step)
        told = describe(step.event, self._language, self._names)
        registry = step.log == "registry"
        position = f"R{step.position:>5}" if registry else str(step.position)
        record: dict[str, Plain] = {
            "log": step.log,
            "position": step.position,
            "type": stored_name(type(step.event)),
            "at": step.event.at.isoformat(),
            "sentence": told,
        }
        words = line(position, step.event.at, told)
        self._output.result(record, words, "dim" if registry else "", PLACE_COLUMNS)

    def _refused(self, step: Refused) -> None:
        by, told = self._name(step.move.by), sentence(step.error, self._language, self._names)
        record: dict[str, Plain] = {
            "refused": step.error.code,
            "at": step.at.isoformat(),
            "by": step.move.by,
            "sentence": told,
        }
        facts = {"by": by, "reason": told, "code": step.error.code}
        words = line("x", step.at, tell("demo", "refused", facts, self._language))
        self._output.result(record, words, "yellow", PLACE_COLUMNS)

    def _open_chapter(self, step: Happened) -> None:
        """Begin a new chapter where the deal comes to another stage."""
        if isinstance(step.event, DEAL.events):
            self._deal = DEAL.evolve(self._deal, step.event)
        chapter = self._deal.stage.value if self._deal.id else "fair"
        if chapter != self._chapter:
            self._chapter = chapter
            self._output.heading(tell("demo", chapter, {}, self._language))

    def _name(self, by: str) -> str:
        identifier = self._cast.id(by) if by != "system" else by
        return self._names.get(identifier, by)
