"""The page is a second verifier: it agrees with ours in every case, and never with a forger."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256, sha512
from random import Random
from typing import Any

import pytest
from conforming.answering import ANSWERS, answered
from conforming.case import MEMBERS, OCTETS, RULES
from conforming.kept import kept
from conforming.mutations import mutated
from conforming.page import Asked, asked_in, in_base64, judged, opened
from conforming.test_suite import NAMES
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from keyring import flipped
from playwright.sync_api import Browser, Page
from proven import POLICY

from ledger.evidence.container import container_bytes
from ledger.evidence.verifier import verify_evidence

PER_MEMBER = 12
CHANGES = 200


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """Open the page once; its functions keep nothing."""
    return opened(browser)


def of(page: Page, expression: str, *octets: bytes) -> Any:
    """Return what an expression of the page makes of bytes, called a, b, c and d."""
    names = ", ".join("abcd"[: len(octets)])
    decoded = "list.map((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)))"
    script = f"(list) => {{ const [{names}] = {decoded}; return {expression}; }}"
    return page.evaluate(script, [in_base64(one) for one in octets])


def test_it_answers_every_case_as_it_should_and_for_the_reason_that_we_give(page: Page) -> None:
    cases = [kept(name) for name in NAMES]
    found = judged(page, [asked_in(case) for case in cases])
    pairs = list(zip(cases, found, strict=True))
    assert {case.name for case, one in pairs if one.outcome != case.verdict} == set()
    ours = {case.name: answer.first for case in cases if (answer := answered(case))}
    theirs = {case.name: (one.check, one.code) for case, one in pairs}
    assert {name: theirs[name] for name in ours if theirs[name] != ours[name]} == {}


def test_a_bit_of_the_container_that_is_turned_over_is_never_a_yes(page: Page) -> None:
    bits = [8 * offset + offset % 8 for offset in around_members()]
    script = """({ bundle, policy, bits }) => {
      const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const [file, rules] = [bytes(bundle), bytes(policy)];
      return bits.filter((bit) => {
        const changed = file.slice();
        changed[bit >> 3] ^= 1 << (bit & 7);
        return verifyEvidence(changed, rules).outcome !== "tampered";
      });
    }"""
    asked = {"bundle": in_base64(OCTETS), "policy": in_base64(RULES), "bits": bits}
    assert len(bits) > 1_000
    assert page.evaluate(script, asked) == []


def test_a_bit_of_a_member_in_a_container_made_anew_is_judged_as_we_judge_it(page: Page) -> None:
    random = Random("members")  # noqa: S311 - the same places each time
    changed = [
        container_bytes({**MEMBERS, name: flipped(content, random.randrange(8 * len(content)))})
        for name, content in MEMBERS.items()
        for _ in range(min(PER_MEMBER, len(content)))
    ]
    found = [one.outcome for one in judged(page, [Asked(one, RULES) for one in changed])]
    assert "valid" not in found
    assert found == [ANSWERS[verify_evidence(one, POLICY).outcome] for one in changed]


def test_whatever_is_changed_somewhere_is_judged_as_we_judge_it(page: Page) -> None:
    random = Random("changes")  # noqa: S311 - the same changes each time
    whole = [case for case in map(kept, NAMES) if case.verdict != "tampered" and case.policy]
    changed = [mutated(random.choice(whole), random) for _ in range(CHANGES)]
    pairs = zip(map(answered, changed), judged(page, map(asked_in, changed)), strict=True)
    different = [
        (case.name, ours, theirs)
        for case, (ours, theirs) in zip(changed, pairs, strict=True)
        if (ours.verdict if ours else "undecided") != theirs.outcome
        or (ours and ours.first != (theirs.check, theirs.code))
    ]
    assert different == []


def test_its_digests_are_those_of_the_standard(page: Page) -> None:
    random = Random("digests")  # noqa: S311 - the same texts each time
    for length in (0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1_000, 100_003):
        text = random.randbytes(length)
        assert of(page, "hex(sha256(a))", text) == sha256(text).hexdigest()
        assert of(page, "hex(sha512(a))", text) == sha512(text).hexdigest()


def test_it_opens_what_was_sealed_and_nothing_else(page: Page) -> None:
    random = Random("sealed")  # noqa: S311 - the same texts each time
    for length in (0, 1, 15, 16, 17, 31, 32, 33, 500):
        key, nonce, data = random.randbytes(32), random.randbytes(12), random.randbytes(length % 45)
        text = random.randbytes(length)
        sealed = AESGCM(key).encrypt(nonce, text, data)
        opens = "(openSealed(a, b, c, d) ?? []).join()"
        assert of(page, opens, key, nonce, sealed, data) == ",".join(map(str, text))
        for at in range(4):
            parts = [key, nonce, sealed, data or b"\0"]
            parts[at] = flipped(parts[at], random.randrange(8 * len(parts[at])))
            assert of(page, "openSealed(a, b, c, d) === null", *parts) is True


def test_it_verifies_what_was_signed_and_nothing_else(page: Page) -> None:
    random = Random("signed")  # noqa: S311 - the same keys each time
    for length in (0, 1, 60, 300, 1_000):
        key = Ed25519PrivateKey.from_private_bytes(random.randbytes(32))
        text = random.randbytes(length)
        public, signature = key.public_key().public_bytes_raw(), key.sign(text)
        assert of(page, "isSoundKey(a) && isSigned(a, b, c)", public, text, signature) is True
        for bit in (0, 255, 256, 300, 511):
            assert of(page, "isSigned(a, b, c)", public, text, flipped(signature, bit)) is False
        assert of(page, "isSigned(a, b, c)", public, text + b"\0", signature) is False


def around_members() -> Iterator[int]:
    """Yield the place of each byte of the container that is in no member."""
    offset = 0
    for name, content in MEMBERS.items():
        yield from range(offset, offset + 30 + len(name))
        offset += 30 + len(name) + len(content)
    yield from range(offset, len(OCTETS))
