"""What a verdict says to a person, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from api.errors import Language, tell
from signing.verify.verdict import Finding, Level, Reason, Verdict

Words = Mapping[Language, str]

LEVELS: Final[Mapping[Level, Words]] = {
    Level.VALID: {"en": "VALID", "zh": "有效"},
    Level.CANNOT_TELL: {"en": "CANNOT TELL", "zh": "无法判断"},
    Level.NOT_VALID: {"en": "NOT VALID", "zh": "无效"},
}
STEPS: Final[Mapping[str, Words]] = {
    "ours": {"en": "the file says to be ours", "zh": "文件是否出自本登记处"},
    "trust": {"en": "a root is trusted", "zh": "是否有可信根证书"},
    "bytes": {"en": "one file, every byte covered", "zh": "文件完整，每个字节均被签名覆盖"},
    "base": {"en": "certified by the registry", "zh": "基础文件经登记处认证"},
    "seats": {"en": "every seat signed, each by its own", "zh": "每个签字席均由应签者签署"},
    "signatures": {"en": "every signature is right", "zh": "每个签名均正确"},
    "paths": {"en": "every certificate stood at its time", "zh": "每张证书在签署时有效"},
    "changes": {"en": "nothing changed after signing", "zh": "签署后未作改动"},
    "mandates": {"en": "every mandate covered it", "zh": "每项授权均在范围内"},
    "record": {"en": "the file is the recorded one", "zh": "与账本记录一致"},
}
STATUS: Final[Mapping[str, Words]] = {
    "not_checked": {"en": "status now: not checked", "zh": "目前状态：未核对"},
    "in_force": {
        "en": "status now: signed, and nothing recorded against it",
        "zh": "目前状态：已签署，无相反记录",
    },
    "signing": {"en": "status now: still being signed", "zh": "目前状态：签署中"},
}


def reason_sentence(reason: Reason, language: Language = "en") -> str:
    """Return why a step was not shown, with its code."""
    return f"{tell('signing', reason.code, reason.facts, language)} ({reason.code})"


def finding_line(finding: Finding, language: Language = "en") -> str:
    """Return one numbered step with what was found."""
    mark = "ok" if finding.reason is None else "--"
    found = "" if finding.reason is None else f": {reason_sentence(finding.reason, language)}"
    return f" {mark} {finding.number}. {STEPS[finding.step][language]}{found}"


def verdict_lines(verdict: Verdict, language: Language = "en") -> Iterator[str]:
    """Yield the verdict in few lines: the level, why, and for a valid file who signed."""
    level = f"{LEVELS[verdict.level][language]} ({verdict.level.standard})"
    reason = verdict.reason
    if reason is not None:
        yield f"{level}  {reason_sentence(reason, language)}"
        return
    yield f"{level}  sha256 {verdict.pdf_sha256}"
    for one in verdict.signatories:
        mandate = f"  {one.mandate}" if one.mandate else ""
        who = f"{one.name}, {one.organisation}{mandate}"
        yield f"    {one.at:%Y-%m-%d %H:%M:%SZ}  {one.role:9}  {who}"
    yield f"    {STATUS[verdict.status_now][language]}"
