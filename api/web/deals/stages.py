"""Where a deal stands on its way, as the rail shows it."""

from __future__ import annotations

from typing import Final

import msgspec

from aggregates.deal.state import Stage

WAY: Final = (
    *(Stage.DRAFT, Stage.INTENT, Stage.ENGAGED, Stage.NEGOTIATING, Stage.AGREED),
    *(Stage.APPROVING, Stage.SIGNING, Stage.SIGNED, Stage.EFFECTIVE, Stage.FULFILLED),
)
_TONES: Final = {
    Stage.NEGOTIATING: "warn",
    Stage.APPROVING: "warn",
    Stage.SIGNING: "brand",
    Stage.AGREED: "brand",
    Stage.SIGNED: "ok",
    Stage.EFFECTIVE: "ok",
    Stage.FULFILLED: "ok",
}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A stage: its place on the way, or none where the deal has left it; the tone of its chip."""

    stage: Stage
    place: int | None
    tone: str


def standing_at(stage: Stage) -> Standing:
    """Return how a stage is shown."""
    place = WAY.index(stage) if stage in WAY else None
    return Standing(stage=stage, place=place, tone=_TONES.get(stage, "plain"))
