"""An attack: a file made to look signed, and what has to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import msgspec
from forgery.scene import Scene

from signing.verify.case import Case

Forge: TypeAlias = Callable[[Scene], Case | bytes]


class Attack(msgspec.Struct, frozen=True, kw_only=True):
    """``step`` refuses what ``forge`` makes, with ``code``; ``alone``: it would pass the others."""

    about: str
    step: str
    code: str
    alone: bool
    forge: Forge

    def case(self, scene: Scene) -> Case:
        """Return the forged file, as it is handed in."""
        made = self.forge(scene)
        return scene.case(made) if isinstance(made, bytes) else made


def stopped_by(
    step: str, code: str, *, about: str = "", alone: bool = False
) -> Callable[[Forge], Attack]:
    """Make an attack of a function; its docstring, or ``about``, says what is done."""

    def attack(forge: Forge) -> Attack:
        told = about or (forge.__doc__ or "").strip().rstrip(".")
        return Attack(about=told, step=step, code=code, alone=alone, forge=forge)

    return attack


def only(step: str, code: str, *, about: str = "") -> Callable[[Forge], Attack]:
    """Make an attack that ``step`` alone stops: with it left out, the file would be VALID."""
    return stopped_by(step, code, about=about, alone=True)
