"""A publishing pack of an invented edition, made in memory: three deals, one of them listed.

Its figures are those of deals that were signed; its evidence is of a small log, signed and
witnessed, in which one person prepared the publication and another signed it off.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec
from in_force import SIGNED
from msgspec.structs import replace
from proven import LOG, MadeLog
from proving import CHAMBER, REGULATOR
from publications import PREPARED, SIGNED_OFF, USD
from shelf import courses, named, shared

from aggregates.deal.parties.events import Direction
from aggregates.publication.events import (
    PublicationEvent,
    PublicationPrepared,
    PublicationSignedOff,
)
from aggregates.publication.state import PUBLICATIONS_KEY
from aggregates.vocabulary import Money
from api.packs.contents import (
    FORMAT,
    Agreement,
    Behind,
    Contents,
    Definition,
    Figure,
    Named,
    Suppressed,
    Worded,
    contents_bytes,
)
from api.packs.pack import Pack, pack_bytes
from ledger.evidence.bundle import bundle_bytes
from ledger.stream import stream_id
from projections.cut import Cut
from projections.facts import DealFacts, facts_of
from projections.figures.crossed import crossed_of
from projections.figures.f1_headline import headline_of
from projections.figures.f2_direction import direction_of
from projections.figures.f3_industry import INDUSTRY
from projections.figures.f8_funnel import funnel_of
from projections.figures.keeping import Keeping
from projections.figures.suppression import Suppression

WORDS = Worded(en="Whatever is counted.", zh="所计之数。")
STREAM = stream_id(LOG, "publication", PUBLICATIONS_KEY)
LISTED = "deal-1"
POSITION = 2
"""Of the figures: before the third event, by which they are prepared."""


@cache
def facts() -> tuple[DealFacts, ...]:
    """Return three signed deals, each another way."""
    deals = {
        f"deal-{number}": named(SIGNED, f"deal-{number}", way)
        for number, way in enumerate(Direction, start=1)
    }
    return tuple(facts_of(one) for one in courses(shared(deals)).values())


def cut() -> Cut:
    return Cut(edition=PREPARED.edition, position=POSITION, at=PREPARED.cut_off, zone=PREPARED.zone)


def figures(keeping: Keeping | None = None) -> tuple[Figure, ...]:
    """Return the figures of these deals."""
    answers = (
        headline_of(facts(), cut(), "CNY", keeping),
        direction_of(facts(), cut(), "CNY", keeping),
        crossed_of(facts(), INDUSTRY, cut(), "CNY", keeping),
        funnel_of(facts(), cut(), keeping=keeping),
    )
    return tuple(
        Figure(
            definition=one.head.definition,
            version=one.head.version,
            answer=msgspec.json.decode(msgspec.json.encode(one)),
        )
        for one in answers
    )


@cache
def contents(*, suppressed: bool = False) -> Contents:
    """Return what is published; all of it is told, or nearly nothing."""
    told = figures(Suppression() if suppressed else None)
    return Contents(
        format=FORMAT,
        publication=PREPARED.publication,
        log=str(LOG),
        edition=PREPARED.edition,
        edition_name="Bay Fair 2026",
        number=1,
        status="provisional",
        cut_off=PREPARED.cut_off,
        zone=PREPARED.zone,
        position=POSITION,
        currency="CNY",
        currency_rule=WORDS,
        rates=(USD,),
        suppression=Suppressed(least=3, share="0.85", within="0.1", wording=WORDS),
        definitions=tuple(
            Definition(id=one.definition, version=one.version, name=WORDS, wording=WORDS)
            for one in told
        ),
        figures=told,
        behind=() if suppressed else (behind(),),
        agreements=(agreement(),),
        unlisted=None if suppressed else 2,
        revises=None,
    )


def behind(**changes: object) -> Behind:
    """Return the deals behind the number of all contracts."""
    others = sorted(sha256(b"salt %d" % number).hexdigest() for number in range(2))
    line = Behind(
        definition="F1",
        tier="contract",
        row="total",
        column="total",
        deals=(LISTED,),
        commitments=tuple(others),
    )
    return replace(line, **changes)


def agreement(**changes: object) -> Agreement:
    """Return the one that is listed with all that it is."""
    listed = Agreement(
        deal=LISTED,
        tier="contract",
        name=Named(title="Solar modules", sides=("Linghai Solar", "Andes Energía")),
        amount=Money(amount="480000000", currency="CNY"),
        executed_at=PREPARED.cut_off - timedelta(hours=2),
    )
    return replace(listed, **changes)


def changed(figure: str, change: Any, of: Contents | None = None) -> Contents:
    """Return the contents with one figure's answer changed in place by ``change``."""
    of = contents() if of is None else of

    def answer(one: Figure) -> Figure:
        if one.definition != figure:
            return one
        said = msgspec.json.decode(msgspec.json.encode(one.answer))
        change(said)
        return replace(one, answer=said)

    return replace(of, figures=tuple(map(answer, of.figures)))


def prepared(of: Contents, **changes: object) -> PublicationPrepared:
    """Return the event by which exactly this was prepared."""
    said = replace(
        PREPARED, position=POSITION, figures_sha256=sha256(contents_bytes(of)).hexdigest()
    )
    return replace(said, **changes)


def signed_off(of: Contents, **changes: object) -> PublicationSignedOff:
    """Return the event by which another person signed exactly this off."""
    digest = sha256(contents_bytes(of)).hexdigest()
    said: Mapping[str, Any] = {"figures_sha256": digest} | changes
    return replace(SIGNED_OFF, **said)


def pack(of: Contents | None = None, *events: PublicationEvent) -> bytes:
    """Return the file of a pack; without ``events``, of contents that two people signed off."""
    of = contents() if of is None else of
    log = MadeLog()
    log.append(stream_id(LOG, "edition", "edition"), "edition.opened.v1", {"name": "Bay Fair"})
    log.append(stream_id(LOG, "deal", "deal"), "deal.opened.v1", {"title": "Solar modules"})
    for event in events or (prepared(of), signed_off(of)):
        said: Mapping[str, object] = msgspec.to_builtins(event)
        log.append(STREAM, str(said["type"]), said, clear=True)
    evidence = bundle_bytes(log.bundle(STREAM, CHAMBER, REGULATOR))
    return pack_bytes(Pack(contents=contents_bytes(of), evidence=evidence))
