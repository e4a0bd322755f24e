"""The page on signing with a key of one's own: its commands are run, and say what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from dealfiles import ROOT
from http_deal import Negotiation
from own_key_http import Holder
from walking import Step, steps_of

from signing.own.key_file import new_key_file, read_key_file

PAGE = ROOT / "docs" / "how-to" / "sign-with-your-own-key.md"
PASSWORD = "nine lamps on the quay"  # noqa: S105 - of a key that lives as long as a test
NOT_YET = new_key_file(PASSWORD)


def environment(holder: Holder) -> dict[str, str]:
    """Return the words that the page has a reader fill in."""
    deal = holder.deal
    return {
        "PATH": ":".join([str(Path(sys.executable).parent), *os.get_exec_path()]),
        "SERVER": str(deal.fair.client.base_url),
        "EDITION": holder.edition,
        "MANDATE": holder.who.mandate,
        "DEAL": deal.deal,
        "INSTRUMENT": deal.leading,
        "FIELD": holder.field,
    }


def says_what_the_page_shows(step: Step, folder: Path, words: Mapping[str, str]) -> None:
    """Run a command of the page."""
    bash = ["bash", "--noprofile", "--norc", "-c", step.command]
    done = subprocess.run(
        bash, cwd=folder, env=words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    assert step.is_shown_by(done.stdout.decode()), f"{step.command}\n{done.stdout.decode()}"


def test_the_page_is_true(agreed: Negotiation, tmp_path: Path) -> None:
    agreed.open_signing().then()
    holder = Holder(agreed, agreed.lin, "linghai", read_key_file(NOT_YET, PASSWORD))
    expires = agreed.deadline(days=5)["at"]
    wanted = {"label": "mine", "scopes": ["read", "command"], "expires_at": expires}
    secret = holder.who.post("/account/keys", wanted).then().body["secret"]
    (tmp_path / "login").write_text(secret, "utf-8")
    (tmp_path / "password").write_text(f"{PASSWORD}\n", "utf-8")
    words = environment(holder)
    for step in steps_of(PAGE.read_text("utf-8")):
        if " certificate " in step.command:  # the administrator's part, between two commands
            holder.held = read_key_file((tmp_path / "my.p12").read_bytes(), PASSWORD)
            holder.certify().then()
            words["KEY"] = holder.held.public.sha256
        says_what_the_page_shows(step, tmp_path, words)
    signed = agreed.signing(agreed.leading)["pdf_sha256"]
    assert (tmp_path / "signed.pdf").read_bytes() == holder.document(signed)
