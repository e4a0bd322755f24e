"""The same terms give the same bytes, wherever and whenever they are rendered."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from paper.samples import ALL, JOINT_VENTURE, full_sheet, sheet_for, upon

from signing.render import current_manifest, render

ROOT = Path(__file__).parents[3]
PROGRAM = """
import hashlib
from paper.samples import JOINT_VENTURE, full_sheet
from signing.render import current_manifest, render
pdf = render(JOINT_VENTURE, full_sheet(JOINT_VENTURE), current_manifest())
print(hashlib.sha256(pdf).hexdigest())
"""


def digest(name: str) -> str:
    terms = ALL[name]
    return hashlib.sha256(
        render(terms, full_sheet(terms), current_manifest(), upon(terms))
    ).hexdigest()


@pytest.mark.parametrize(
    ("zone", "seed", "locale"),
    [("Pacific/Kiritimati", "1", "C"), ("America/Los_Angeles", "4242", "C.UTF-8")],
)
def test_another_process_in_another_zone_and_with_another_hash_seed_gives_the_same_bytes(
    zone: str, seed: str, locale: str
) -> None:
    there = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**there, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        check=True,
        encoding="ascii",
    )
    assert ran.stdout.strip() == digest("joint_venture")


def test_threads_do_not_disturb_each_other() -> None:
    alone = {name: digest(name) for name in ALL}
    with ThreadPoolExecutor(8) as threads:
        names = [*ALL] * 3
        together = [*zip(names, threads.map(digest, names), strict=True)]
    assert {(name, found) for name, found in together} == set(alone.items())


def test_what_was_rendered_before_leaves_no_trace() -> None:
    before = digest("framework")
    for name in ALL:
        digest(name)
    assert digest("framework") == before


def test_another_page_code_is_another_document() -> None:
    sheet, manifest = sheet_for(JOINT_VENTURE), current_manifest()
    other = msgspec.structs.replace(sheet, page_code="0" * 32)
    assert render(JOINT_VENTURE, sheet, manifest) != render(JOINT_VENTURE, other, manifest)
