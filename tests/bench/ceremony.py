"""A ceremony: 184 deals with three signatures each, signed and then sealed, on this machine.

What is prepared beforehand is played beforehand: every paper is rendered, certified by the registry
and open to be signed. Then the clock runs. Two processes, as a server has them on two cores, sign
in assisted mode: both sides of a deal and the official, each with the rules asked, a certificate
of their own, a stamp, a time-stamp, and the use of the mandate recorded in the same append. Then
the registry seals: evidence, archive time-stamp, and the gate that looks ahead (PAdES B-LTA). The
sequencer and a witness are processes of their own, as an operator starts them; a third process asks
for the receipt of every signature, which the witness must have seen.

``signed_s`` and ``sealed_s`` are by the wall clock, both from the beginning of the ceremony;
``sign_cpu_ms`` and ``seal_cpu_ms`` are what one signature and one seal cost the processor in the
process that makes them, which other work on the machine does not stretch.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final, Self, TypeAlias
from uuid import UUID

import msgspec
from bench.appends.sequenced import sequencing, witnessing
from bench.frame import Figure, percentiles_ms, talk
from databases import prepared
from playing import settings_for

from aggregates.deal.signing.events import OfficialSigned, SignatureApplied
from api.clock import now
from api.dealfile.document import DealFile
from api.dealfile.moves.signing import SigningMove
from api.fair.deal_files import REGISTRY
from api.fair.demo import FOUNDED_BEFORE
from api.fair.material import material
from api.fair.playing import OPENS, prepare, set_scene
from api.fair.plots import Often, engaged
from api.fair.story import Story
from api.installation import installed, running
from api.play.cast import Cast
from api.play.player import Player
from api.play.signing import play_signing
from api.receipts.watch import Watch
from api.settings import Settings
from ledger.embedded import temporary
from ledger.proof.policy import Policy
from ledger.receipts import Claim, Receipts
from ledger.recorded import Answer
from signing.registry.office import Office

DEALS: Final = 184
SIGNERS: Final = 3
DESKS: Final = 2
PATIENCE_SECONDS: Final = 60.0
NOBODY_WAITS_LONGER: Final = 900.0

Part: TypeAlias = tuple[DealFile, Cast]
"""A deal of the ceremony: what is played, and who its people are."""


class Applied(msgspec.Struct, frozen=True):
    """A recorded signature: when its signatory was asked for it, and what a receipt is of."""

    asked: float
    claim: Claim


class Done(msgspec.Struct, frozen=True):
    """A desk has done its part, in so many seconds of the processor."""

    cpu_seconds: float


def run() -> Iterator[Figure]:
    """Yield one figure. Every agreement is sealed, or there is none."""
    with TemporaryDirectory() as name, temporary() as server, ExitStack() as stack:
        folder, database = Path(name), prepared(server, "ceremony")
        settings = settings_for(database, folder / "home")
        edition, parts = _scene(settings)
        policy, file = stack.enter_context(witnessing(UUID(edition), folder))
        stack.enter_context(sequencing(database, folder / "sequencer", file))
        desks = [stack.enter_context(_Desk(settings, parts[n::DESKS])) for n in range(DESKS)]
        for desk in desks:
            desk.hears()
        talk(f"{DEALS} papers are open to be signed")
        with running(settings) as installation:
            receipts = Receipts(UUID(edition), installation.edition(edition).rows, policy)
            yield asyncio.run(_held(desks, receipts, database.dsn(), policy))


def ceremonial(story: Story) -> None:
    """Come to a paper at once, and sign it."""
    engaged(story)
    story.table(1)
    story.accept_but(story.owner, 1)
    story.lock(1)
    for side in (story.opener, story.owner):
        story.ask_approval(side, 1)
        story.approve(side, 1)
    story.open_signing(1)
    story.sign(story.opener, 1)
    story.sign(story.owner, 1)
    story.seal(1)


def _scene(settings: Settings) -> tuple[str, list[Part]]:
    """Found the registry, bring everybody in, and return the edition and the deals."""
    begin = now() - OPENS
    with installed(settings, _office, begin - FOUNDED_BEFORE) as installation:
        fair = prepare(installation, material(), now(), (Often(ceremonial, DEALS),))
        set_scene(fair, begin)
        parts = [(player.file, player.cast) for player in fair.players]
    assert len(parts) == DEALS
    return fair.scene.cast.edition, parts


def _office() -> Office:
    return Office(
        country=REGISTRY.country,
        organisation=REGISTRY.legal_name,
        identifier=REGISTRY.registration,
    )


class _Desk:
    """A process that serves its part of the deals; it goes on when it is told to."""

    def __init__(self, settings: Settings, parts: Sequence[Part]) -> None:
        forking = multiprocessing.get_context("fork")
        self.pipe, theirs = forking.Pipe()
        self._process = forking.Process(target=_serve, args=(settings, parts, theirs), daemon=True)

    def hears(self) -> object:
        """Return what it says next."""
        assert self.pipe.poll(NOBODY_WAITS_LONGER), "a desk does not answer"
        return self.pipe.recv()

    def goes_on(self) -> None:
        """Let it do the next thing."""
        self.pipe.send(None)

    def __enter__(self) -> Self:
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()


def _serve(settings: Settings, parts: Sequence[Part], pipe: Connection) -> None:
    """Prepare, sign, seal: each when told to go on."""
    with running(settings) as installation:
        players = [Player(installation, file, {}, timedelta(), cast=cast) for file, cast in parts]
        for player in players:
            for number, (_, move) in enumerate(player.moves[: -SIGNERS - 1], start=1):
                for _ in player.make(number, now(), move):
                    pass
        _done(pipe, 0.0)
        begun = process_time()
        for player in players:
            for _, move in player.moves[-SIGNERS - 1 : -1]:
                asked = perf_counter()
                pipe.send(Applied(asked, _claim(_made(player, move))))
        _done(pipe, process_time() - begun)
        begun = process_time()
        for player in players:
            assert _made(player, player.moves[-1][1]).events
        _done(pipe, process_time() - begun)


def _done(pipe: Connection, cpu_seconds: float) -> None:
    pipe.send(Done(cpu_seconds))
    pipe.recv()


def _made(player: Player, move: object) -> Answer:
    signing: SigningMove = move  # type: ignore[assignment]  # what a paper ends with
    return play_signing(player.stage, now(), signing).answer


def _claim(answer: Answer) -> Claim:
    kinds = (SignatureApplied, OfficialSigned)
    at = next(n for n, event in enumerate(answer.events) if isinstance(event, kinds))
    return Claim(answer.positions[at], answer.leaf_hashes[at])


async def _held(desks: Sequence[_Desk], receipts: Receipts, dsn: str, policy: Policy) -> Figure:
    """Hold the ceremony, and return what came of it."""
    async with Watch(dsn, policy, PATIENCE_SECONDS) as watch:
        begun = perf_counter()
        heard = await asyncio.gather(*(_signing(desk, watch, receipts) for desk in desks))
        signed = max(at for at, _, _ in heard) - begun
        sealing = await asyncio.gather(*(asyncio.to_thread(_sealing, desk) for desk in desks))
        sealed = perf_counter() - begun
        waits = await asyncio.gather(*chain.from_iterable(tasks for _, _, tasks in heard))
    latencies = [wait for wait in waits if wait is not None]
    return {
        "deals": DEALS,
        "signatures": len(waits),
        "signed_s": round(signed, 1),
        "sealed_s": round(sealed, 1),
        "receipts_share": round(len(latencies) / len(waits), 4),
        **percentiles_ms(latencies),
        "sign_cpu_ms": round(1000 * sum(cpu for _, cpu, _ in heard) / len(waits), 1),
        "seal_cpu_ms": round(1000 * sum(sealing) / DEALS, 1),
        "load": round(os.getloadavg()[0], 1),
    }


async def _signing(
    desk: _Desk, watch: Watch, receipts: Receipts
) -> tuple[float, float, list[asyncio.Task[float | None]]]:
    """Return when a desk had signed, what it cost, and who waits for receipts."""
    tasks: list[asyncio.Task[float | None]] = []
    desk.goes_on()
    while isinstance(said := await asyncio.to_thread(desk.hears), Applied):
        tasks.append(asyncio.create_task(_receipt(said, watch, receipts)))
    assert isinstance(said, Done)
    return perf_counter(), said.cpu_seconds, tasks


async def _receipt(applied: Applied, watch: Watch, receipts: Receipts) -> float | None:
    """Return how long after being asked a signatory had the receipt; None if nobody saw it."""
    tree = await watch.covering(receipts, applied.claim.position)
    if tree is None:
        return None
    assert await asyncio.to_thread(receipts.receipt, tree, applied.claim)
    return perf_counter() - applied.asked


def _sealing(desk: _Desk) -> float:
    desk.goes_on()
    said = desk.hears()
    assert isinstance(said, Done)
    return said.cpu_seconds
