"""What templates were compiled to: kept where Python keeps what it compiled of the modules here.

To compile all of them takes longer than all else that a web process does before it answers. As with
modules, who may write there may as well write the code; where nobody may, it is done each time.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from tempfile import mkstemp
from types import CodeType
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_HERE: Final = Path(__file__).parent
_KEY: Final = "{key}"


class Compiled(BytecodeCache):
    """Templates in memory, the same for every language, and in files, the same for every process.

    MUST be of one kind of environment only, which ``made_by`` tells from others, also from what it
    was when a file was written: options, names of filters.
    """

    def __init__(self, made_by: Iterable[str], folder: Path = _HERE) -> None:
        told = "\n".join([MAGIC_NUMBER.hex(), version("jinja2"), *made_by])
        self._made_by = hashlib.sha256(told.encode()).digest()
        self._files = cache_from_source(str(folder / f"{_KEY}.py"))
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - as told
        """Return what a template is called in one folder for all of them."""
        return name.replace("/", "+")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket what was compiled before, here or by another process."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
            return
        head = self._head(bucket)
        with suppress(OSError, EOFError, ValueError, TypeError):  # not there, or not whole
            written = self._file(bucket).read_bytes()
            if written.startswith(head):
                bucket.code = marshal.loads(written[len(head) :])  # noqa: S302 - as Python's own
        self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; for others too, if Python may keep what it compiles."""
        self._keep(bucket)
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                _replace(self._file(bucket), self._head(bucket) + marshal.dumps(bucket.code))

    def _keep(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key] = bucket.checksum, bucket.code

    def _head(self, bucket: Bucket) -> bytes:
        """Return what a file begins with: of what, and by what, it was compiled."""
        return self._made_by + bucket.checksum.encode()

    def _file(self, bucket: Bucket) -> Path:
        return Path(self._files.replace(_KEY, bucket.key))


def _replace(path: Path, content: bytes) -> None:
    """Write a file as a whole: who reads it meanwhile reads the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
