"""The region of the world in which a country or territory is counted.

Source: United Nations, Standard Country or Area Codes for Statistical Use (M49), its five
geographical regions; a code that M49 does not list by itself is counted where it lies.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

OTHER: Final = "other"
"""Where there is no code, or none that M49 has."""

_CODES: Final[Mapping[str, str]] = {
    "africa": (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA "
        "MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW"
    ),
    "americas": (
        "AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY "
        "HN HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI"
    ),
    "asia": (
        "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN "
        "MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"
    ),
    "europe": (
        "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT "
        "LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA"
    ),
    "oceania": (
        "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"
    ),
}
Region = Literal["africa", "americas", "asia", "europe", "oceania", "other"]
REGIONS: Final = get_args(Region)
"""The names of the regions, as figures are asked for them."""

_BY_CODE: Final[Mapping[str, str]] = MappingProxyType(
    {code: region for region, codes in _CODES.items() for code in codes.split()}
)


def region_of(country: str) -> str:
    """Return the region of an ISO 3166-1 code."""
    return _BY_CODE.get(country, OTHER)
