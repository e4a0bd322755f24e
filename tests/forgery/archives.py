"""Archiving a file otherwise than the registry does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import cast

import msgspec
from forgery.pen import Update, filled
from forgery.scene import Scene
from pyhanko.sign.signers.cms_embedder import SigIOSetup, SigObjSetup

from signing.pades.document_time_stamp import _add_field, _placeholder
from signing.pades.evidence import _write_store
from signing.pades.gap import Gap
from signing.pades.objects import Laid, embedding
from signing.timestamp.authority import TimeStampAuthority


def nothing(update: Update) -> None:
    """Change nothing."""
    del update


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """What is done otherwise; by default nothing.

    ``certificates`` and ``lists`` are in the store besides; ``in_store`` and ``in_stamp`` change
    the two updates before they are written, ``over`` says what is stamped.
    """

    certificates: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    in_store: Callable[[Update], None] = nothing
    in_stamp: Callable[[Update], None] = nothing
    over: Callable[[Gap], bytes] = lambda gap: gap.digest
    unit: TimeStampAuthority | None = None
    at: datetime | None = None


def kept(scene: Scene, keeping: Keeping, pdf: bytes | None = None) -> bytes:
    """Return the good file of ``scene``, or ``pdf``, archived with a trick."""
    unit, at = keeping.unit or scene.registry.time_stamps, keeping.at or scene.archived_at
    gap = _stamping(_stored(scene, keeping, pdf or scene.good), keeping)
    return filled(gap, unit.stamp(keeping.over(gap), at))


def _stored(scene: Scene, keeping: Keeping, pdf: bytes) -> bytes:
    evidence, update, made = scene.evidence, Update(pdf), BytesIO()
    certificates = [one.der for one in evidence.certificates]
    _write_store(
        update,
        {
            "/Certs": [*certificates, *keeping.certificates],
            "/CRLs": [*evidence.lists, *keeping.lists],
        },
    )
    keeping.in_store(update)
    update.write(made)
    return made.getvalue()


def _stamping(pdf: bytes, keeping: Keeping) -> Gap:
    update = Update(pdf)
    steps = embedding(update, _add_field(update))
    next(steps)
    steps.send(SigObjSetup(_placeholder()))
    keeping.in_stamp(update)
    laid, output = cast("Laid", steps.send(SigIOSetup(md_algorithm="sha256")))
    return Gap(output.getvalue(), laid.reserved_region_start, laid.reserved_region_end)
