"""Clean copies and redlines: what is in them, what is marked, and that nobody signs them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from paper.reading import Reading
from paper.samples import (
    AMENDMENT,
    COUNTERED,
    EARLIER,
    FRAMEWORK,
    JOINT_VENTURE,
    LATER,
    LETTER_OF_INTENT,
    NDA,
    clause,
    said_otherwise,
    upon,
    with_clauses,
)

from aggregates.terms import Terms, terms_bytes
from aggregates.vocabulary import ClauseText, Language, Quantity, Wording
from signing.errors import SignatureError
from signing.render import Version, clean_copy, current_manifest, redlined

FAIR = "26th Strait International Investment Fair"
MANIFEST = current_manifest()
ROOT = Path(__file__).parents[4]


def version(terms: Terms, instant: str = LATER) -> Version:
    return Version(terms=terms, instant=instant)


def clean(terms: Terms) -> bytes:
    return clean_copy(version(terms), FAIR, MANIFEST, upon(terms))


def compared(before: Terms, after: Terms) -> bytes:
    return redlined(version(before, EARLIER), version(after), FAIR, MANIFEST)


@cache
def redline() -> Reading:
    return Reading(compared(JOINT_VENTURE, COUNTERED))


@cache
def cleaned() -> Reading:
    return Reading(clean(COUNTERED))


@pytest.mark.parametrize(("copy", "said"), [(cleaned, "Clean copy"), (redline, "Redline")])
def test_every_page_and_the_metadata_say_that_it_is_not_signed(
    copy: Callable[[], Reading], said: str
) -> None:
    file = copy()
    notice = f"{said} · Not signed"
    assert all(notice in page for page in file.decoration)
    assert notice in str(file.pdf.docinfo.Title)
    assert notice in str(file.pdf.docinfo.Subject)
    assert notice in file.pdf.Root.Metadata.read_bytes().decode()
    assert "未签署" in file.decoration[0]


@pytest.mark.parametrize("copy", [cleaned, redline])
def test_it_says_so_to_a_screen_reader_too_and_has_nothing_to_sign(
    copy: Callable[[], Reading],
) -> None:
    file = copy()
    assert "nobody is bound by it" in file.heard(file.tree)
    assert "/AcroForm" not in file.pdf.Root
    assert {str(entry.UF) for entry in file.pdf.Root.AF}.isdisjoint({"signing.json"})


def test_a_clean_copy_holds_its_terms() -> None:
    assert cleaned().attached("terms.json") == terms_bytes(COUNTERED)


def test_a_clean_copy_of_an_amendment_has_the_consolidated_text() -> None:
    assert "Consolidated text" in Reading(clean(AMENDMENT)).text(Reading(clean(AMENDMENT)).tree)


def test_a_redline_holds_both_versions() -> None:
    assert redline().attached("before.json") == terms_bytes(JOINT_VENTURE)
    assert redline().attached("after.json") == terms_bytes(COUNTERED)


@pytest.mark.parametrize(
    "heard",
    [
        "within [deleted: three][inserted: two] years[inserted:  and a half] of Closing",
        "[deleted: 1,250\u00a0jobs] [inserted: 1,400\u00a0jobs] (+12%)",
        "[deleted: USD\u00a0480,000,000] [inserted: USD\u00a0460,800,000] (\u22124%)",
        "[deleted: Xiamen][inserted: Singapore] International Arbitration Centre",
        "后【删除：三】【插入：两】年【插入：半】内",
        "Żuraw Energia [deleted: Odnawialna Spółka Akcyjna][inserted: S.A.]",
        "[deleted: 14.]",
        "[inserted: Grid connection]",
        "【插入：电网接入】",
    ],
)
def test_what_changed_is_read_out_as_such(heard: str) -> None:
    assert heard in redline().heard(redline().tree)


def test_a_redline_prints_every_word_of_both_versions() -> None:
    text = "".join(redline().text(redline().tree).split())
    for terms in (JOINT_VENTURE, COUNTERED):
        for one in (*terms.clauses[:7], *terms.clauses[8:]):
            assert "".join(one.texts["zh-Hans"].title.split()) in text
    assert "thepermitfortheuseofwater;" in text


def test_what_stays_is_no_marked_element() -> None:
    spans = [span for span in redline().elements("Span") if "/ActualText" in span]
    assert spans
    said = {redline().text(span) for span in spans}
    assert "Closing is conditional" not in " ".join(said)


def test_versions_that_are_the_same_have_no_mark() -> None:
    file = Reading(compared(NDA, NDA))
    assert not [span for span in file.elements("Span") if "/ActualText" in span]


def test_another_title_stands_among_the_principal_terms() -> None:
    titled = Wording(texts={"en": "Deed", "zh-Hans": "契据"})
    before, after = (replace(NDA, values={"title": one}) for one in (_title("Old"), titled))
    assert "[deleted: Old] [inserted: Deed]" in Reading(compared(before, after)).heard(
        Reading(compared(before, after)).tree
    )


def _title(said: str) -> Wording:
    return Wording(texts={"en": said, "zh-Hans": said})


def test_a_party_that_left_is_struck_through() -> None:
    after = replace(COUNTERED, parties=COUNTERED.parties[:2])
    assert "[deleted: Żuraw Energia S.A.]" in Reading(compared(COUNTERED, after)).heard(
        Reading(compared(COUNTERED, after)).tree
    )


def test_languages_whose_paragraphs_differ_in_number_stand_as_wholes() -> None:
    one = JOINT_VENTURE.clauses[1]
    text = one.texts["en"]
    longer = replace(one, texts={**one.texts, "en": ClauseText(title="", body=f"{text.body}\nEnd")})
    file = Reading(compared(with_clauses(NDA, one), with_clauses(NDA, longer)))
    assert "[inserted: End]" in file.heard(file.tree)


def test_more_languages_than_columns_follow_one_another() -> None:
    one = FRAMEWORK.clauses[0]
    texts = {**one.texts, "de": one.texts["en"]}
    four = replace(
        FRAMEWORK, clauses=(replace(one, texts=texts),), authentic_languages=tuple(sorted(texts))
    )
    other = said_otherwise(four.clauses[0], "de", "call-off", "separate")
    file = Reading(compared(four, replace(four, clauses=(other,))))
    assert "[deleted: call-off][inserted: separate]" in file.heard(file.tree)


def test_a_value_that_came_or_went_is_marked_whole() -> None:
    bare = clause("a", {"en": ("Jobs", "As stated below."), "zh-Hans": ("岗位", "如下。")})
    valued = replace(bare, values={"jobs": Quantity(value="7", unit="job")})
    versions = (with_clauses(NDA, bare), with_clauses(NDA, valued))
    file = Reading(compared(*versions))
    assert "[inserted: 7\u00a0jobs]" in file.heard(file.tree)
    file = Reading(compared(*reversed(versions)))
    assert "[deleted: 7\u00a0jobs]" in file.heard(file.tree)


def test_two_instruments_are_not_held_against_each_other() -> None:
    with pytest.raises(SignatureError) as refused:
        compared(NDA, LETTER_OF_INTENT)
    assert refused.value.code == "other_instrument"


def test_another_renderer_refuses() -> None:
    other = replace(MANIFEST, renderer="0")
    with pytest.raises(SignatureError) as refused:
        clean_copy(version(NDA), FAIR, other)
    assert refused.value.code == "renderer_differs"


PROGRAM = """
import hashlib
from paper.samples import COUNTERED, EARLIER, JOINT_VENTURE, LATER
from signing.render import Version, clean_copy, current_manifest, redlined
after = Version(terms=COUNTERED, instant=LATER)
before = Version(terms=JOINT_VENTURE, instant=EARLIER)
name, manifest = "26th Strait International Investment Fair", current_manifest()
for file in (clean_copy(after, name, manifest), redlined(before, after, name, manifest)):
    print(hashlib.sha256(file).hexdigest())
"""


def digests() -> list[str]:
    files = (clean(COUNTERED), compared(JOINT_VENTURE, COUNTERED))
    return [hashlib.sha256(file).hexdigest() for file in files]


def test_another_process_hash_seed_and_time_zone_give_the_same_bytes() -> None:
    there = {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Kathmandu",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=there, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == digests()


def test_threads_give_the_same_bytes() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: digests(), range(4)))
    assert all(one == digests() for one in found)


def test_annexes_stand_under_the_same_heading_in_either_copy() -> None:
    with_annexes = replace(COUNTERED, annexes=("ab" * 32, *COUNTERED.annexes))
    clean_one = Reading(clean(with_annexes))
    marked = Reading(compared(COUNTERED, with_annexes))
    assert _last_header(marked) == _last_header(clean_one)
    assert "digest of the file" in "".join(_last_header(marked))
    assert "digest of the file" not in "".join(_last_header(Reading(compared(NDA, NDA))))


def _last_header(file: Reading) -> list[str]:
    """Return what heads the columns of the last table that has such heads."""
    heads = [one for one in file.elements("TH") if "/Column" in str(one.A.Scope)]
    last = heads[-1].P.objgen
    return [file.text(one) for one in heads if one.P.objgen == last]


def test_a_paragraph_of_blanks_alone_is_none_in_either_copy() -> None:
    body = "First.\n\u00a0\nSecond."
    texts: dict[Language, tuple[str, str]] = dict.fromkeys(NDA.authentic_languages, ("One", body))
    blank = with_clauses(NDA, clause("one", texts))
    for copy in (clean(blank), compared(blank, blank)):
        file = Reading(copy)
        said = [file.text(one) for one in file.elements("P")]
        assert said.count("First.") == said.count("Second.") == len(texts)
        assert all(map(str.strip, said))
