"""The sentences that tell what happened."""

from __future__ import annotations

import re
from enum import Enum

import pytest
from msgspec.structs import replace
from samples import SAMPLES
from samples.world import CHINESE, ENGLISH, WISLA

from aggregates.catalogue import EVENTS, describe
from aggregates.deal.approvals.events import ApprovalsEvent
from aggregates.deal.classification.describe import INVESTORS
from aggregates.deal.classification.events import Finding, InvestorClass
from aggregates.deal.parties.describe import PARTICIPANTS
from aggregates.deal.parties.events import Clock, DealOpened, ParticipantRole
from aggregates.deal.signing.describe import LEVELS
from aggregates.deal.signing.events import Consent
from aggregates.deal.terms.describe import BINDINGNESS
from aggregates.deal.terms.events import Bindingness, ClauseCountered, IntentSubmitted
from aggregates.project.events import ProjectText
from aggregates.vocabulary import SYSTEM

HAN = r"[\u4e00-\u9fff]"
CHINESE_MARK = re.compile(rf"{HAN}|[，。：；（）、]")
UNFINISHED = re.compile(r"[{}\n\x1f]|\bNone\b|  |[( ][,.;:)]")
GLUED = re.compile(rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9%]{HAN}")


@pytest.mark.parametrize("name", EVENTS)
def test_an_english_sentence_is_whole(name: str) -> None:
    sentence = describe(SAMPLES[name], "en", ENGLISH)
    assert not UNFINISHED.search(sentence)
    assert not CHINESE_MARK.search(sentence)
    assert sentence.endswith((".", ".”", "?”"))
    assert sentence[0].isupper()


@pytest.mark.parametrize("name", EVENTS)
def test_a_chinese_sentence_is_whole_and_well_set(name: str) -> None:
    sentence = describe(SAMPLES[name], "zh-Hans", CHINESE)
    assert not UNFINISHED.search(sentence)
    assert not GLUED.search(sentence)
    assert re.search(HAN, sentence)
    assert sentence.endswith(("。", "”"))


def test_a_deal_is_told_as_it_is_called_and_as_it_was_opened() -> None:
    opened = SAMPLES["deal.opened.v1"]
    assert isinstance(opened, DealOpened)
    for language, said in (
        ("en", f"the deal “海缆厂”, first called “{opened.title}”, on"),
        ("zh", f"发起交易“海缆厂”（最初名为“{opened.title}”），拟"),
    ):
        assert said in describe(opened, language, {opened.deal: "“海缆厂”"})
        same = describe(opened, language, {opened.deal: f"“{opened.title}”"})
        assert same == describe(opened, language)


@pytest.mark.parametrize("name", EVENTS)
def test_a_sentence_says_who_acted(name: str) -> None:
    by = getattr(SAMPLES[name], "by", "")
    if by and by != SYSTEM:
        assert ENGLISH[by] in describe(SAMPLES[name], "en", ENGLISH)
        assert CHINESE[by] in describe(SAMPLES[name], "zh", CHINESE)
        assert by in describe(SAMPLES[name], "en")


@pytest.mark.parametrize("name", EVENTS)
def test_a_sentence_gives_the_reason(name: str) -> None:
    reason = getattr(SAMPLES[name], "reason", "")
    if isinstance(reason, Enum):
        return  # one of a list, which each language has its own words for
    assert reason in describe(SAMPLES[name], "en")
    assert reason in describe(SAMPLES[name], "zh")


def told(name: str) -> tuple[str, str]:
    event = SAMPLES[name]
    return describe(event, "en", ENGLISH), describe(event, "zh-Hans", CHINESE)


def test_a_counter_says_what_it_states_and_whose_acceptance_it_resets() -> None:
    english, chinese = told("deal.clause_countered.v1")
    assert english == (
        "Inés Rojas countered clause 2 “Capital” of the joint venture agreement for Andes"
        " Renovables under offer 3, stating CNY 240,000,000, 51%, 90 days and 2027-03-31. This"
        " resets the acceptance of 2 principals: Linghai New Energy and Wisła Kapitał."
    )
    assert chinese == (
        "Inés Rojas 代表 Andes Renovables 在第 3 号要约下对合资协议的条款 2“资本”提出反要约，"
        "载明 CNY 240,000,000、51%、90 天和 2027-03-31。"
        "2 个主体方的承诺因此失效：凌海新能源和 Wisła Kapitał。"
    )


def test_a_signature_is_for_a_principal_by_a_person_under_a_mandate() -> None:
    english, chinese = told("deal.signature_applied.v1")
    assert english == (
        "Wen Hao signed the joint venture agreement for Linghai New Energy under mandate M-1, in"
        " the seat linghai-1; consent given in Chinese by passkey."
    )
    assert chinese == (
        "文昊依据授权 M-1 代表凌海新能源在签字席 linghai-1 签署合资协议"
        "（以通行密钥确认同意，所示文本为中文）。"
    )


def test_the_system_is_named_as_who_let_a_signing_expire() -> None:
    english, chinese = told("deal.signing_expired.v1")
    assert english == (
        "The system closed the signing of the joint venture agreement: its deadline passed."
        " 1 signature falls."
    )
    assert chinese == "系统将合资协议的签署关闭：期限届满。1 项签名失效。"


VARIANTS = [
    ("deal.opened.v1", {"opener": None}, "for the Investment Bureau.", "代表投资促进局", ""),
    ("deal.party_joined.v1", {"voids": ()}, "a principal from now on.", "任首席代表。", "falls"),
    ("deal.deadline_extended.v1", {"clock": Clock.DEAL}, "of the deal from", "将交易的期限", ""),
    ("deal.deadline_extended.v1", {"clock": Clock.INTENT}, "the answer to", "答复的期限", ""),
    ("deal.deadline_extended.v1", {"clock": Clock.SIGNING}, "the signing of", "签署的期限", ""),
    ("deal.expired.v1", {"clock": Clock.INTENT}, "not accepted by all", "意向书逾期", "passed"),
    ("deal.reopened.v1", {"returned": ()}, "UTC.", "UTC。", "came back"),
    ("deal.ceremony_scheduled.v1", {"item": None}, "out of the running", "移出", "place"),
    ("deal.duplicate_judged.v1", {"finding": Finding.DISTINCT}, "not the same", "并非同一", "for"),
    (
        "deal.duplicate_judged.v1",
        {"finding": Finding.REPEATS},
        "not to be counted",
        "不计入",
        "both:",
    ),
    (
        "deal.attributes_stated.v1",
        {"previous": None},
        "delegation from nothing to coast",
        "代表团由未填写改为 coast",
        "theme from clean-energy",
    ),
    ("deal.offer_tabled.v1", {"voids": {}}, "clauses 2 and 3.", "一并承诺。", "resets"),
    ("deal.offer_tabled.v1", {"irrevocable_until": None}, "open until", "有效期至", "irrevocable"),
    ("deal.clause_countered.v1", {"voids": ()}, "2027-03-31.", "2027-03-31。", "resets"),
    ("deal.terms_unlocked.v1", {"voids": ()}, "megawatts.”", "megawatts.”。", "fall"),
    (
        "deal.clerical_correction_confirmed.v1",
        {"approval": ""},
        "confirmed the",
        "笔误更正。",
        "A-1",
    ),
    (
        "deal.clerical_error_corrected.v1",
        {"confirmed_approvals": ()},
        "stands. 1",
        "生效。1",
        "holds",
    ),
    (
        "deal.clerical_error_corrected.v1",
        {"confirmed_approvals": ("A-1", "A-3")},
        "2 approvals hold for it.",
        "2 项批准适用",
        "1 approval hold",
    ),
    (
        "deal.comment_made.v1",
        {"clause": ""},
        "on the joint venture agreement for",
        "就合资协议发",
        "clause",
    ),
    ("deal.comment_made.v1", {"clause": "", "instrument": ""}, "on the deal", "就本交易", "clause"),
    ("deal.question_asked.v1", {"to": ""}, "asked all sides", "向各方提问", "asked Linghai"),
    ("deal.approval_requested.v1", {"kind": "bank"}, "the approval “bank”", "“bank”批准", "board"),
    ("deal.approval_granted.v1", {"rates": ()}, "mandate M-4.", "（A-1）。", "rates"),
    ("deal.signing_opened.v1", {"level": "seal"}, "of level seal", "签名级别 seal", "advanced"),
    (
        "mandate.recorded.v1",
        {"limit": None, "joint": 1},
        "without a limit, from",
        "不限，有效期",
        "jointly",
    ),
    ("mandate.recorded.v1", {"joint": 3}, "with 2 other mandates", "须 3 项授权", "1 other"),
    ("mandate.exercised.v1", {"amount": None}, "deal deal-1.", "linghai-1。", "over"),
    ("project.listed.v1", {"amount": None, "sponsor": ""}, "in PE-CAL.", "列入目录。", "seeking"),
    (
        "project.described.v1",
        {"amount": None, "texts": {"fr": ProjectText(title="Usine")}},
        "described the project “Usine” in PE-CAL, in one language.",
        "以 1 种语言说明项目“Usine”",
        "seeking",
    ),
    ("person.assigned.v1", {"posts": ()}, "no post", "无任职", "lawyer"),
]


@pytest.mark.parametrize(("name", "change", "english", "chinese", "absent"), VARIANTS)
def test_a_sentence_tells_what_was_and_leaves_out_what_was_not(
    name: str, change: dict[str, object], english: str, chinese: str, absent: str
) -> None:
    event = replace(SAMPLES[name], **change)
    in_english = describe(event, "en", ENGLISH)
    assert english in in_english
    assert not absent or absent not in in_english
    assert not UNFINISHED.search(in_english)
    assert chinese in describe(event, "zh", CHINESE)


def test_an_instrument_that_pledges_nothing_has_no_amount() -> None:
    submitted = SAMPLES["deal.intent_submitted.v1"]
    assert isinstance(submitted, IntentSubmitted)
    bare = replace(submitted, frame=replace(submitted.frame, values={}), clauses=())
    assert "letter of intent for Linghai New Energy: 0 clauses; not" in describe(
        bare, "en", ENGLISH
    )


def test_a_clause_without_numbers_states_none() -> None:
    countered = SAMPLES["deal.clause_countered.v1"]
    assert isinstance(countered, ClauseCountered)
    bare = replace(countered, clause=replace(countered.clause, values={}))
    assert "under offer 3. This resets" in describe(bare, "en", ENGLISH)


def test_a_method_of_consent_that_has_no_words_is_told_by_its_name() -> None:
    consent = Consent(language="en", method="smartcard", evidence_sha256="ab" * 32)
    signed = replace(SAMPLES["deal.signature_applied.v1"], consent=consent)
    assert "consent given in English by smartcard." in describe(signed, "en", ENGLISH)
    assert "（以 smartcard 确认同意，所示文本为英文）" in describe(signed, "zh", CHINESE)


def test_a_joiner_is_called_by_its_legal_name_until_readers_know_it() -> None:
    assert WISLA.legal_name in describe(SAMPLES["deal.party_joined.v1"], "en")


def test_whatever_an_event_can_say_has_its_words() -> None:
    assert set(PARTICIPANTS) == set(ParticipantRole)
    assert set(BINDINGNESS) == set(Bindingness)
    assert set(INVESTORS) == set(InvestorClass)
    assert set(LEVELS) == {"simple", "advanced", "qualified"}
    assert {name for name, kind in EVENTS.items() if kind in ApprovalsEvent.__args__} <= set(
        SAMPLES
    )


def test_a_termination_by_everybody_names_its_instrument() -> None:
    one_sided = SAMPLES["deal.terminated.v1"]
    mutual = replace(one_sided, instrument="agreement-1", notice="", principal="", by="")
    assert describe(mutual, "en", ENGLISH) == (
        "The deal is terminated by mutual consent, with the joint venture agreement."
    )
    assert describe(mutual, "zh", CHINESE) == "各主体方以合资协议协商一致终止交易。"
