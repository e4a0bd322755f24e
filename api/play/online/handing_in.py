"""Handing in the files that a command names, before it is sent."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

from aggregates.vocabulary import Actor, DealId, PersonId
from api.client.answers import ProblemError
from api.play.online.visitor import ATTEMPTS, Visitor
from api.refusals import ApiError
from ledger.drafting import Blob

_ONCE_MORE: Final = frozenset(
    {"upload_finished", "upload_offset_differs", "upload_unknown", "draft_busy"}
)
"""What is said to who appends once more because the first answer was lost."""


NAMES_FILES: Final = frozenset({"table_offer", "counter_frame", "record_paper_execution"})
"""Commands that name files which have to be there."""


def hand_in(
    visitor_of: Callable[[PersonId], Visitor], actor: Actor, deal: DealId, blobs: Sequence[Blob]
) -> None:
    """Hand the files of a command in; the text in force is there by itself.

    Raises:
        ProblemError: what the server refuses.
        ApiError: ``server_lost``.
    """
    visitor = visitor_of(actor.person)
    visitor.acts_as(actor)
    for blob in blobs:
        if isinstance(blob, bytes) and not _is_text_in_force(blob):
            _hand_in(visitor, deal, blob)


def _is_text_in_force(content: bytes) -> bool:
    return content.startswith(b'{"annexes"') and b'"format":"counterseal/consolidated/' in content


def _hand_in(visitor: Visitor, deal: DealId, content: bytes) -> None:
    """Hand a file in to a deal, unless it is there.

    Raises:
        ProblemError: what the server refuses.
        ApiError: ``server_lost``.
    """
    digest, client = sha256(content), visitor.client
    value = base64.b64encode(digest.digest()).decode()
    for _ in range(ATTEMPTS):
        listed = visitor.ask(lambda: client.list_annexes(deal)).value
        if digest.hexdigest() in {one.sha256 for one in listed}:
            return
        begun = visitor.ask(
            lambda: client.begin_upload(
                deal,
                upload_complete="?0",
                upload_length=str(len(content)),
                repr_digest=f"sha-256=:{value}:",
            )
        ).value
        try:
            _append(visitor, deal, begun.state.upload, content)
        except ProblemError as problem:
            if problem.code not in _ONCE_MORE:
                raise
    raise ApiError("server_lost")


def _append(visitor: Visitor, deal: DealId, upload: str, content: bytes) -> None:
    visitor.ask(
        lambda: visitor.client.append_to_upload(
            deal, upload, content, upload_complete="?1", upload_offset="0"
        )
    )
