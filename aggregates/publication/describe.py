"""What happened to the publications of an edition, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

from aggregates.publication.events import (
    PublicationEvent,
    PublicationPrepared,
    PublicationSentBack,
    PublicationSignedOff,
)
from aggregates.publication.status import Status
from aggregates.telling import Names, Telling, fact, moment
from aggregates.vocabulary import Language
from aggregates.words import Pair

STATUSES: Final[Mapping[Status, Pair]] = {
    Status.PROVISIONAL: ("provisional", "初步"),
    Status.REVISED: ("revised", "修订"),
    Status.FINAL: ("final", "最终"),
}


def describe(event: PublicationEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    who = t.name(event.by)
    match event:
        case PublicationPrepared():
            return _prepared(event, who, t)
        case PublicationSignedOff():
            digest = fact(event.figures_sha256[:12])
            return t.say(
                en=f"{who} signed off the figures {digest} that were prepared: they are public.",
                zh=f"{who}核准已编制的统计数据 {digest}，自此公开。",
            )
        case PublicationSentBack():
            why = t.closing(event.reason)
            return t.say(
                en=f"{who} sent the prepared figures back: {why}",
                zh=f"{who}退回已编制的统计数据：{why}",
            )
        case _:
            assert_never(event)


def _prepared(event: PublicationPrepared, who: str, t: Telling) -> str:
    number, status = fact(str(event.number)), t.word(STATUSES[event.status])
    digest, until = fact(event.figures_sha256[:12]), moment(event.cut_off)
    position = fact(str(event.position))
    why = ""
    if event.note is not None:
        told = t.closing(t.pick(event.note.en, event.note.zh))
        why = t.pick(f" What changed: {told}", f"变更说明：{told}")
    return t.say(
        en=f"{who} prepared the {status} publication No. {number}, figures {digest} as of {until}"
        f" (position {position}).{why}",
        zh=f"{who}编制第{number}号{status}发布，统计数据 {digest}，"
        f"截至{until}（位置{position}）。{why}",
    )
