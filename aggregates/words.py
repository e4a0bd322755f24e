"""The words for what is counted in code: kinds, tiers, roles. English first, then Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from aggregates.vocabulary import Kind, Language, Role, Tier

Pair: TypeAlias = tuple[str, str]
"""The same word in English and in Simplified Chinese."""

KINDS: Final[Mapping[Kind, Pair]] = {
    Kind.LETTER_OF_INTENT: ("a letter of intent", "意向书"),
    Kind.NDA: ("an NDA", "保密协议"),
    Kind.FRAMEWORK_AGREEMENT: ("a framework agreement", "框架协议"),
    Kind.AGREEMENT: ("an agreement", "正式协议"),
    Kind.AMENDMENT: ("an amendment", "修订协议"),
    Kind.TERMINATION: ("a termination", "终止协议"),
}

TIERS: Final[Mapping[Tier, Pair]] = {
    Tier.INTENTION: ("intention", "意向"),
    Tier.FRAMEWORK: ("framework", "协议"),
    Tier.CONTRACT: ("contract", "合同"),
}

ROLES: Final[Mapping[Role, Pair]] = {
    Role.LEAD: ("lead", "首席代表"),
    Role.NEGOTIATOR: ("negotiator", "谈判人员"),
    Role.LAWYER: ("lawyer", "律师"),
    Role.INTERPRETER: ("interpreter", "译员"),
    Role.APPROVER: ("approver", "批准人"),
    Role.SIGNATORY: ("signatory", "签署人"),
    Role.WITNESS: ("witness", "见证人"),
    Role.NOTARY: ("notary", "公证人"),
    Role.OFFICIAL: ("official", "官员"),
    Role.ORGANISER: ("organiser", "组织者"),
    Role.REGISTRY: ("registry", "登记处"),
    Role.AUDITOR: ("auditor", "审计员"),
    Role.SYSTEM: ("system", "系统"),
}

LANGUAGES: Final[Mapping[Language, Pair]] = {
    "ar": ("Arabic", "阿拉伯文"),
    "de": ("German", "德文"),
    "en": ("English", "英文"),
    "es": ("Spanish", "西班牙文"),
    "fr": ("French", "法文"),
    "pl": ("Polish", "波兰文"),
    "pt": ("Portuguese", "葡萄牙文"),
    "ru": ("Russian", "俄文"),
    "vi": ("Vietnamese", "越南文"),
    "zh-Hans": ("Chinese", "中文"),
}

UNITS: Final[Mapping[str, tuple[str, str, str]]] = {
    "hour": ("hour", "hours", "小时"),
    "day": ("day", "days", "天"),
    "week": ("week", "weeks", "周"),
    "business_day": ("business day", "business days", "个工作日"),
    "month": ("month", "months", "个月"),
    "year": ("year", "years", "年"),
    "seat": ("seat", "seats", "席"),
}
"""One, many, and Chinese; a unit that is not here is a symbol and reads alike: ``GW``."""
