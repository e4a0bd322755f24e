"""Tokens of SoftHSM in a folder of their own, for as long as a process of the tests runs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from tools import need

PIN = "246813"
LABELS = ("registry", "party", "shut")
"""A process that is in one token is asked for no PIN again: nobody ever gets into ``shut``."""


class SoftToken(msgspec.Struct, frozen=True):
    """Where the library is, and what the token is called; its PIN is `PIN`."""

    module: Path
    label: str


@contextmanager
def soft_tokens(folder: Path) -> Iterator[Mapping[str, SoftToken]]:
    """Make tokens, for the registry, for a party, and one shut, which only this process sees.

    Once a process: the library looks at its first use where its tokens are, and never again.
    """
    program = need("softhsm2-util")
    tokens, settings = folder / "tokens", folder / "softhsm2.conf"
    tokens.mkdir()
    settings.write_text(f"directories.tokendir = {tokens}\nlog.level = ERROR\n", "utf-8")
    module = next(Path(program).resolve().parent.parent.rglob("lib*/**/libsofthsm2.so"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(settings))
        for label in LABELS:
            made = [program, "--init-token", "--free", "--label", label]
            subprocess.run([*made, "--pin", PIN, "--so-pin", PIN], check=True, capture_output=True)
        yield {label: SoftToken(module, label) for label in LABELS}
