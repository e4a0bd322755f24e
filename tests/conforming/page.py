"""The page that verifies bundles, opened in a browser from the disk, and handed files."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from typing import Any

import msgspec
from conforming.kept import BUNDLE, Kept
from house.source import ROOT
from house.verifier import NAME
from playwright.sync_api import Browser, FilePayload, Page

ADDRESS = (ROOT / NAME).as_uri()

_JUDGE = """(asked) => asked.map(({ file, policy, as_of, leaf, is_receipt }) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const rules = policy === null ? null : bytes(policy);
  const found = is_receipt
    ? verifyReceipt(bytes(file), rules, leaf === null ? null : bytes(leaf))
    : verifyEvidence(bytes(file), rules, as_of);
  const [check, code] = [found.failed?.check ?? "", found.failed?.reason.code ?? ""];
  return { outcome: found.outcome, check, code };
})"""


class Asked(msgspec.Struct, frozen=True):
    """A bundle or a receipt, and a policy, for the page; ``as_of`` in seconds since 1970 UTC."""

    file: bytes
    policy: bytes | None
    as_of: int | None = None
    leaf: bytes | None = None
    is_receipt: bool = False


class Found(msgspec.Struct, frozen=True):
    """What the page makes of them."""

    outcome: str
    check: str
    code: str


def opened(browser: Browser, **options: Any) -> Page:
    """Open the page as a reader with these settings has it."""
    page = browser.new_context(**options).new_page()
    page.goto(ADDRESS)
    return page


def asked_in(case: Kept) -> Asked:
    """Return what a case asks."""
    return Asked(case.file, case.policy, case.as_of, case.leaf, case.is_receipt)


def judged(page: Page, asked: Iterable[Asked]) -> list[Found]:
    """Return the page's verdicts, by its own functions."""
    found = page.evaluate(_JUDGE, msgspec.to_builtins([*asked]))
    return [Found(**one) for one in found]


def handed_in(page: Page, bundle: bytes, policy: bytes, name: str = BUNDLE) -> None:
    """Choose both files as a reader does, and wait for the verdict."""
    for what, called, octets in (
        ("bundle", name, bundle),
        ("policy", "regulator.policy", policy),
    ):
        file = FilePayload(name=called, mimeType="application/octet-stream", buffer=octets)
        page.set_input_files(f"#{what}-file", file)
    page.wait_for_selector(".verdict")


def in_base64(octets: bytes) -> str:
    """Return bytes as a script takes them."""
    return b64encode(octets).decode()
