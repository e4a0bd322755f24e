"""Following the recipe in a bundle's README, as somebody would who has no other program."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from ledger.evidence.container import parse_container

NEEDED = ("sh", "sha256sum", "openssl", "python3")


def followed(octets: bytes, policy: bytes, folder: Path) -> list[subprocess.CompletedProcess[str]]:
    """Unpack a bundle and follow its recipe, step by step; return how each ended."""
    members = parse_container(octets)
    steps = re.findall(r"```sh\n(.*?)```", members["README.md"].decode(), re.DOTALL)
    for name, content in members.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    mine = folder / "mine.policy"
    mine.write_bytes(policy)
    return [_typed(f"POLICY='{mine}'\n{step}", folder) for step in steps]


def _typed(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["sh", "-c", text]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
