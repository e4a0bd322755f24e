"""How a deal is counted."""

from __future__ import annotations

from aggregates.deal import DEAL
from aggregates.deal.classification.correct_classification import (
    CorrectClassification,
    correct_classification,
)
from aggregates.deal.classification.judge_duplicate import JudgeDuplicate, judge_duplicate
from aggregates.deal.classification.schedule_ceremony import ScheduleCeremony, schedule_ceremony
from aggregates.deal.classification.state_attributes import StateAttributes, state_attributes
from aggregates.edition import EDITION
from api.contracts.prepared import Streams
from api.http.asked import Asked
from api.http.commands import command
from api.http.router import Router
from ledger.sources import One

router = Router("deals")


def _by_lists(asked: Asked, sent: StateAttributes | ScheduleCeremony) -> Streams:
    edition = asked.site.places.edition_of(sent.deal)
    return One(DEAL, sent.deal), One(EDITION, edition)


def _two(_: Asked, sent: JudgeDuplicate) -> Streams:
    return One(DEAL, sent.deal), One(DEAL, sent.other)


command(router, correct_classification, CorrectClassification)
command(router, state_attributes, StateAttributes, streams=_by_lists)
command(router, schedule_ceremony, ScheduleCeremony, streams=_by_lists)
command(router, judge_duplicate, JudgeDuplicate, streams=_two)
