"""A small file system of its own, which can be filled to its end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from homes import passable_folder

DISK_BYTES = 256 * 1024 * 1024


class Disk(msgspec.Struct, frozen=True):
    """A file system at ``path``."""

    path: Path

    def fill(self, left_bytes: int = 0) -> None:
        """Leave so much free and no more."""
        free = os.statvfs(self.path)
        with (self.path / "ballast").open("wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, free.f_bavail * free.f_frsize - left_bytes)

    def clear(self) -> None:
        """Take away what filled it."""
        (self.path / "ballast").unlink()


@contextmanager
def small_disk() -> Generator[Disk, None, None]:
    """Mount one; who may mount nothing cannot have one, and skips the test."""
    with passable_folder() as folder:
        path = folder / "disk"
        path.mkdir(mode=0o711)
        options = ["-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=711"]
        try:
            subprocess.run(["mount", *options, "tmpfs", path], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("only who may mount a file system can have one that is full")
        try:
            yield Disk(path)
        finally:
            subprocess.run(["umount", "--lazy", path], check=True)
