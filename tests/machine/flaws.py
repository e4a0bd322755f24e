"""What may be wrong with a command: who sends it, what it cites, whom it forgets."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Final, TypeAlias, TypeVar

import msgspec
from hypothesis import strategies as st
from machine.cast import (
    APPROVERS,
    INTERPRETER,
    LEADS,
    NOTARY,
    OFFICIAL,
    ORGANISER,
    SIGNATORIES,
    SYSTEM,
    actor,
)
from machine.decisions import Step
from machine.model import Model
from msgspec.structs import replace

from aggregates.deal.signing.events import Revision
from aggregates.deal.signing.open_signing import Opening, OpenSigning
from aggregates.deal.signing.sign import Attestation
from aggregates.vocabulary import Actor, Command, Role

S = TypeVar("S", bound=msgspec.Struct)
Cited: TypeAlias = Callable[[str], str]

UNKNOWN: Final = "00" * 32
"""The digest of nothing that anybody has read."""
OTHERS: Final = (
    actor("linghai", LEADS["linghai"][0]),
    actor("andes", LEADS["andes"][0]),
    actor("wisla", LEADS["wisla"][0]),
    actor("andes", LEADS["linghai"][0]),
    actor("linghai", LEADS["linghai"][1]),
    actor("andes", SIGNATORIES["andes"][2], Role.SIGNATORY),
    actor("linghai", APPROVERS["linghai"], Role.APPROVER),
    *(INTERPRETER, NOTARY, OFFICIAL, ORGANISER, SYSTEM),
)


class Flaw(msgspec.Struct, frozen=True):
    """Another ``sender``; or of the seats of a signing, ``seat`` is forgotten; or else a digest.

    The ``nth`` that is cited is then one that was read earlier of something like it, or, if not
    ``read``, of nothing.
    """

    sender: Actor | None = None
    seat: str = ""
    nth: int = 0
    read: bool = True


_CITATIONS = tuple(Flaw(nth=nth, read=read) for nth in range(4) for read in (True, False))
_SENDERS = tuple(Flaw(sender=sender) for sender in OTHERS)
_SEATS = tuple(Flaw(seat=field) for field in ("linghai-1", "linghai-2", "andes-2")) * 2
FLAWS: Final = st.sampled_from((*(None,) * 80, *_CITATIONS, *_SENDERS, *_SEATS))
"""Four commands of five are sound."""


def spoilt(step: Step, flaw: Flaw | None, model: Model) -> Step:
    """Return ``step`` with ``flaw``."""
    if flaw is None:
        return step
    if flaw.sender is not None:
        return Step(step.decision, replace(step.command, actor=flaw.sender))
    if flaw.seat:
        return Step(step.decision, _forgetting(step.command, flaw.seat))
    return Step(step.decision, _citing(step.command, _only(flaw, model)))


def _forgetting(command: Command, field: str) -> Command:
    """Return a command that opens a signing without the seat; any other as it is."""
    if not isinstance(command, OpenSigning):
        return command
    seats = tuple(seat for seat in command.opening.seats if seat.field != field)
    return replace(command, opening=replace(command.opening, seats=seats))


def _only(flaw: Flaw, model: Model) -> Cited:
    """Return what replaces the one digest that is wrong, and leaves the others."""
    seen = count()

    def cited(digest: str) -> str:
        if next(seen) != flaw.nth:
            return digest
        return _like(model, digest) if flaw.read else UNKNOWN

    return cited


def _like(model: Model, digest: str) -> str:
    """Return the digest of what was read last of the same format, but for ``digest``."""
    kind = _format(model, digest)
    alike = (other for other in reversed(model.read) if _format(model, other) == kind)
    return next((other for other in alike if other != digest), UNKNOWN)


def _format(model: Model, digest: str) -> object:
    words = model.read.get(digest)
    return words["format"] if isinstance(words, dict) else None


def _citing(struct: S, cited: Cited) -> S:
    """Return ``struct`` with each digest in it as ``cited`` has it."""
    changes: dict[str, object] = {}
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if name.endswith("_sha256"):
            changes[name] = cited(value)
        elif name in {"cited", "accede"}:
            changes[name] = {key: cited(digest) for key, digest in value.items()}
        elif isinstance(value, (Opening, Attestation, Revision)):
            changes[name] = _citing(value, cited)
    return replace(struct, **changes)
