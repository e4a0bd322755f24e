"""Has a document of Word read in a process apart: whatever it does there, this process goes on."""

from __future__ import annotations

import atexit
from functools import cache
from io import BytesIO
from typing import Final

import msgspec

from api.apart.asking import Apart, BrokenOffError, BusyError
from api.apart.bounds import Bounds
from api.refusals import ApiError
from api.word.form import Document, Read, Unread

AT_ONCE: Final = 2
RETRY_SECONDS: Final = 5

_PROGRAM: Final = "api.word.reading_program"
_BOUNDS: Final = Bounds(cpu_seconds=20, wall_seconds=40.0, memory_bytes=1024**3)


def document_in(file: bytes) -> Document:
    """Return what a document of Word says.

    Raises:
        ApiError: ``word_unread``, ``word_moved``, ``word_content``, ``examiner_busy``.
    """
    try:
        read: Read = msgspec.msgpack.decode(_reader().ask(BytesIO(file), b""), type=Read)
    except BusyError:
        raise ApiError("examiner_busy", retry_after=RETRY_SECONDS) from None
    except (BrokenOffError, msgspec.DecodeError):
        raise ApiError("word_unread", reason="it takes more than a document may") from None
    if isinstance(read, Unread):
        raise _refusal(read)
    return read


def _refusal(unread: Unread) -> ApiError:
    """Return why it is not read; from a process apart only what it may say is taken over."""
    text = unread.facts.get("text", "")[:100]
    match unread.code:
        case "word_moved":
            return ApiError("word_moved", text=text)
        case "word_content":
            element = unread.facts.get("element", "")[:40]
            return ApiError("word_content", element=element, text=text)
        case _:
            return ApiError("word_unread", reason=unread.facts.get("reason", "")[:200])


@cache
def _reader() -> Apart:
    made = Apart(_PROGRAM, _BOUNDS, AT_ONCE, wait_seconds=2.0)
    atexit.register(made.close)
    return made
