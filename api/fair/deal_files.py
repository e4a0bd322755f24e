"""Deal files of a fair: one for the scene, with everybody in it, and one for each deal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from msgspec.structs import replace

from aggregates.vocabulary import Kind, Money, Role
from api.dealfile.document import Classification, DealDraft, DealFile
from api.dealfile.fair import Edition, Office, Policies, Project, Rate
from api.dealfile.sides import Mandate, Organisation, Person
from api.fair.material import Entry, Somebody, Texts
from api.fair.pairing import Offered, Pairing
from api.fair.story import (
    ATTESTATION,
    OFFICIAL,
    REGISTRAR,
    VERIFIER,
    Story,
    board_of,
    lead_of,
    mandate_of,
)
from api.fair.wording import CHINESE, ENGLISH, letter

ORGANISER: Final = "shen-zhiyuan"
AUDITOR: Final = "luo-jianzhen"
DAYS: Final = 30
"""How long the fair lasts; it is played on its last day but one."""

_ZONE: Final = "Asia/Shanghai"
_LISTS: Final = {"ISIC": "Rev.4", "ISO 3166": "2020", "ISO 4217": "2026"}
_BINDING: Final = (Kind.FRAMEWORK_AGREEMENT, Kind.AGREEMENT, Kind.AMENDMENT, Kind.TERMINATION)
_LIMIT: Final = "3000000000"
_RATES: Final = (("EUR", "CNY", "7.86"), ("USD", "CNY", "7.12"), ("EUR", "USD", "1.104"))
REGISTRY: Final = Office(
    function="registry",
    legal_name="Registry of the Haixia Investment Fair 海峡投资博览会登记处",
    country="CN",
    registration="NTRCN-HIF-REGISTRY-2026",
)
_OFFICES: Final = {
    "fair-registry": REGISTRY,
    "fair-secretariat": Office(
        function="organiser",
        legal_name="Secretariat of the Haixia Investment Fair 海峡投资博览会秘书处",
        country="CN",
        registration="NTRCN-HIF-SECRETARIAT-2026",
    ),
    ATTESTATION: Office(
        function="official",
        legal_name="Haixia Commerce Attestation Office 海峡商务见证办公室",
        country="CN",
        registration="NTRCN-HCA-OFFICE-0001",
    ),
    "fair-audit": Office(
        function="official",
        legal_name="Haixia Audit Office for Investment Fairs 海峡投资博览会审计办公室",
        country="CN",
        registration="NTRCN-HAF-OFFICE-0001",
    ),
}
_STAFF: Final = (
    (REGISTRAR, Somebody("安若水", "AN Ruoshui", "family"), "fair-registry", Role.REGISTRY),
    ("ye-zhiqiu", Somebody("叶知秋", "YE Zhiqiu", "family"), "fair-registry", Role.REGISTRY),
    (ORGANISER, Somebody("沈致远", "SHEN Zhiyuan", "family"), "fair-secretariat", Role.ORGANISER),
    (OFFICIAL, Somebody("周敬之", "ZHOU Jingzhi", "family"), ATTESTATION, Role.OFFICIAL),
    (AUDITOR, Somebody("罗鉴真", "LUO Jianzhen", "family"), "fair-audit", Role.AUDITOR),
    (VERIFIER, Somebody("方晓岚", "FANG Xiaolan", "family"), ATTESTATION, Role.OFFICIAL),
)


def scene_file(entries: Iterable[Entry], story: Story, texts: Texts, today: date) -> DealFile:
    """Return a deal file that sets the scene for all deals; its own deal is that of ``story``."""
    return _file(tuple(entries), story, texts, today)


def deal_file(story: Story, texts: Texts, begin: datetime, today: date) -> DealFile:
    """Return one deal, begun at ``begin``, with its two sides."""
    pairing = story.pairing
    plain = _file((pairing.opener, pairing.owner), story, texts, today)
    return replace(plain, moves=story.moves(begin))


def project_of(offered: Offered) -> Project:
    """Return a project as it is listed."""
    title = offered.line.title
    return Project(
        id=offered.id,
        title={
            ENGLISH: f"{title[0]}, {offered.place.english}",
            CHINESE: f"{offered.place.chinese}{title[1]}",
        },
        summary={
            ENGLISH: f"The owner seeks a partner for {offered.line.subject[0]} in"
            f" {offered.place.english}: money, knowledge of the trade, or a market.",
            CHINESE: f"项目方为{offered.place.chinese}的{offered.line.subject[1]}"
            "寻找合作伙伴：资金、行业经验或市场渠道均可。",
        },
        owner=offered.owner.id,
        amount=offered.amount,
        industry=offered.line.industry,
        destination=offered.place.subdivision,
    )


def _file(entries: tuple[Entry, ...], story: Story, texts: Texts, today: date) -> DealFile:
    pairing = story.pairing
    return DealFile(
        format="counterseal/deal/v1",
        edition=_edition(today),
        rates=tuple(
            Rate(
                base=base,
                quote=quote,
                rate=rate,
                day=today - timedelta(days=DAYS - 1),
                source="Rate table of the Haixia Investment Fair, no. 1",
            )
            for base, quote, rate in _RATES
        ),
        offices=_OFFICES,
        organisations={entry.id: _organisation(entry) for entry in entries},
        people=_people(entries),
        mandates=_mandates(entries, today),
        project=project_of(pairing.project),
        deal=_deal(pairing),
        instruments=(letter(pairing, texts), story.paper.draft()),
        moves=(),
    )


def _edition(today: date) -> Edition:
    return Edition(
        id="haixia",
        name="Haixia Investment Fair",
        starts=today - timedelta(days=DAYS - 2),
        ends=today + timedelta(days=1),
        zone=_ZONE,
        code_lists=_LISTS,
        policies=Policies(principals_max=6, required_languages=(ENGLISH, CHINESE)),
    )


def _deal(pairing: Pairing) -> DealDraft:
    line, place = pairing.project.line, pairing.project.place
    return DealDraft(
        title=f"{line.title[0]}, {place.english}",
        opener=pairing.opener.id,
        leading="leading",
        languages=(ENGLISH, CHINESE),
        classification=Classification(
            direction=pairing.direction,
            mode=line.mode,
            industry=line.industry,
            origin=pairing.opener.country,
            destination=place.subdivision,
            code_lists="ISIC Rev.4, ISO 3166-2",
            made_by=ORGANISER,
        ),
    )


def _organisation(entry: Entry) -> Organisation:
    return Organisation(
        legal_name=entry.legal_name, country=entry.country, registration=entry.registration
    )


def _people(entries: Iterable[Entry]) -> dict[str, Person]:
    found = {
        name: _person(who, office, (role,), f"{name}@fair.example.org")
        for name, who, office, role in _STAFF
    }
    for entry in entries:
        address = f"{entry.id}.example.org"
        lead = (Role.LEAD, Role.SIGNATORY)
        found[lead_of(entry)] = _person(entry.lead, entry.id, lead, f"lead@{address}")
        board = (Role.APPROVER,)
        found[board_of(entry)] = _person(entry.board, entry.id, board, f"board@{address}")
    return found


def _person(who: Somebody, body: str, roles: tuple[Role, ...], email: str) -> Person:
    return Person(
        native_name=who.native_name,
        latin_name=who.latin_name,
        display_order=who.display_order,
        organisation=body,
        roles=roles,
        email=email,
    )


def _mandates(entries: Iterable[Entry], today: date) -> dict[str, Mandate]:
    found: dict[str, Mandate] = {}
    for entry in entries:
        for what in ("letters", "sign", "approve"):
            found[mandate_of(entry, what)] = _mandate(entry, what, today)
    return found


def _mandate(entry: Entry, what: str, today: date) -> Mandate:
    is_letters = what == "letters"
    return Mandate(
        person=board_of(entry) if what == "approve" else lead_of(entry),
        organisation=entry.id,
        instruments=(Kind.LETTER_OF_INTENT,) if is_letters else _BINDING,
        scope=("approve",) if what == "approve" else ("sign",),
        limit=None if is_letters else Money(amount=_LIMIT, currency=entry.currency),
        valid_from=today - timedelta(days=200),
        valid_until=today + timedelta(days=400),
        evidence=f"Resolution of the board of {entry.legal_name}.",
        verified_by=VERIFIER,
    )
