"""The sentences about filings that their samples do not tell."""

from __future__ import annotations

from typing import cast

import pytest
from msgspec.structs import replace
from samples import SAMPLES
from samples.world import CHINESE, ENGLISH

from aggregates.catalogue import describe
from aggregates.deal.filings.events import FilingDecided, FilingEffect, FilingRequired, Outcome

REQUIRED = cast("FilingRequired", SAMPLES["deal.filing_required.v1"])
DECIDED = cast("FilingDecided", SAMPLES["deal.filing_decided.v1"])


def test_a_filing_of_another_kind_is_told_by_its_name() -> None:
    other = replace(REQUIRED, kind="noise", principal="", effect=FilingEffect.CONDITION)
    assert describe(other, "en", ENGLISH) == (
        "He Jing required the filing “noise” (F-1) with Bureau of Commerce of any side, until"
        " 2026-09-12 10:00 UTC, before the joint venture agreement takes effect."
    )
    assert describe(other, "zh-Hans", CHINESE) == (
        "何静要求任一方于 2026-09-12 10:00 UTC 前、在合资协议生效前向 Bureau of Commerce"
        " 办理“noise”备案（F-1）。"
    )


@pytest.mark.parametrize(
    ("reason", "english", "chinese"),
    [
        ("", "granted the filing F-1.", "同意备案 F-1。"),
        ("On terms.", "granted the filing F-1: “On terms.”", "同意备案 F-1：“On terms.”。"),
    ],
)
def test_a_consent_may_have_a_reason(reason: str, english: str, chinese: str) -> None:
    granted = replace(DECIDED, outcome=Outcome.GRANTED, reason=reason)
    assert describe(granted, "en", ENGLISH).endswith(english)
    assert describe(granted, "zh-Hans", CHINESE).endswith(chinese)
