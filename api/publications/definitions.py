"""What each published figure is called, and what it counts and how: the words that are signed off.

With another wording a figure has another version: see the module that makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from api.packs.contents import Definition, Worded

CURRENCY_RULE: Final = Worded(
    en=(
        "An amount counts in the currency in which it was pledged, or converted once by the rates"
        " that were fixed when its signing was opened: as published or as the exact inverse, never"
        " by way of a third currency, rounded to the hundredth, half to even. Where no rate leads"
        " there, the instrument counts without an amount."
    ),
    zh=(
        "金额按约定币种计入，或按签署开启时固定的汇率一次性换算：采用公布的汇率或其精确倒数，"
        "绝不经由第三种货币，四舍六入五成双至百分位。无相应汇率的文书计入件数而不计金额。"
    ),
)
SUPPRESSION: Final = Worded(
    en=(
        "A cell is left out if fewer contributors than that are in it, if one of them makes more"
        " than that share of it, or if one could come that close to another's part; and with it as"
        " many others as it takes that it cannot be worked out, also from what was published before"
        " and from other figures."
    ),
    zh=(
        "若某单元格的贡献者少于该数、其中一方所占比例超过该值，或一方可据此将另一方的份额推算至该"
        "接近程度，则不予公开；同时略去足够多的其他单元格，使其亦无法由先前发布的数据或其他指标推算。"
    ),
)


_RESOURCE: Final = files("api.publications") / "definitions.toml"


class Wording(msgspec.Struct, frozen=True):
    """A figure's name and definition in both languages."""

    name: Worded
    wording: Worded


@cache
def definitions() -> Mapping[str, Wording]:
    """Return every definition, by the id of its figure."""
    return msgspec.toml.decode(_RESOURCE.read_bytes(), type=dict[str, Wording])


def definition_of(figure: str, version: int) -> Definition:
    """Return the definition as a publication carries it."""
    found = definitions()[figure]
    return Definition(id=figure, version=version, name=found.name, wording=found.wording)
