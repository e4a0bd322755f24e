"""``counterseal verify``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.files import content_of
from api.cli.options import Json


def _known(check: str) -> str:
    """Return the name of a check of a bundle or of a pack, or nothing.

    Raises:
        BadParameter: if there is no such check.
    """
    from api.packs.verdict import PackCheck
    from ledger.evidence.verdict import Check as Known

    names = [one.value for one in (*Known, *PackCheck)]
    if check and check not in names:
        raise typer.BadParameter(f"{check} is none of {', '.join(names)}")
    return check


Check = Annotated[
    str, typer.Argument(help="One check of a bundle or of a pack, for --explain.", callback=_known)
]
Policy = Annotated[
    Path | None,
    typer.Option(
        help="Whom to trust: a trust policy for a PDF, by default the registry of this machine; "
        "a log policy for a bundle, which has no default.",
        dir_okay=False,
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Leave the ledger of this machine out.")]
Full = Annotated[
    bool,
    typer.Option("--full", help="Judge the signatures of a bundle's PDFs as well, by --trust."),
]
Trust = Annotated[
    Path | None,
    typer.Option(help="A trust policy for the PDFs in a bundle, for --full.", dir_okay=False),
]
Leaf = Annotated[
    str, typer.Option(help="The leaf that a receipt must be of: 64 hexadecimal digits.")
]
Opening = Annotated[
    Path | None,
    typer.Option(help="The opening of the event that a receipt must be of.", dir_okay=False),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="Show every numbered step, or one check of a bundle.")
]
File = Annotated[
    Path,
    typer.Argument(
        help="A PDF, an evidence bundle, a publishing pack or a receipt.", dir_okay=False
    ),
]
Integrity = Annotated[
    bool,
    typer.Option(
        "--integrity", help="Of a PDF, digests and signatures only, in milliseconds: not whose."
    ),
]
IntactFile = Annotated[
    Path | None,
    typer.Option(
        "--write-intact",
        help="Where something was added to a sealed PDF: write what was sealed to this new file.",
        dir_okay=False,
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"], help="As it was to be judged then, in UTC."
    ),
]


def verify(  # noqa: PLR0913 - what a user may ask
    file: File,
    check: Check = "",
    policy: Policy = None,
    *,
    offline: Offline = False,
    full: Full = False,
    trust: Trust = None,
    leaf: Leaf = "",
    opening: Opening = None,
    explain: Explain = False,
    integrity: Integrity = False,
    intact: IntactFile = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Say whether a PDF is signed as it stands, a bundle's history whole, a receipt's event there.

    VALID exits with 0, NOT VALID and TAMPERED with 1, CANNOT TELL and CANNOT DECIDE with 3. Bundles
    (--full judges their PDFs, by --trust), packs of figures and receipts (of --leaf or --opening)
    need --policy, no database and no network. A PDF asks the ledger but for --policy and --offline.
    """
    from api.clock import now
    from api.output import Output
    from api.settings import read_settings
    from ledger.evidence.container import is_container
    from ledger.evidence.receipt import is_receipt

    output, settings = Output(sys.stdout, sys.stderr, json=json), read_settings()
    content, known = content_of(file), None if policy is None else content_of(policy)
    moment = as_of and as_of.replace(tzinfo=UTC)
    if is_container(content):
        from api.judging_archives import tell_archive
        from api.judging_evidence import Asked

        by = None if trust is None else content_of(trust)
        asked = Asked(policy=known, full=full, trust=by, explain=explain, check=check, as_of=moment)
        raise typer.Exit(tell_archive(settings, output, content, asked))
    if is_receipt(content, file.name):
        from api.judging_receipts import AskedOfReceipt, tell_receipt

        of = AskedOfReceipt(policy=known, leaf=_leaf(leaf, opening))
        raise typer.Exit(tell_receipt(settings, output, content, of))
    if integrity:
        from api.judging_integrity import tell_integrity

        raise typer.Exit(tell_integrity(settings, output, content))
    from api.judging import ended_by, tell_judged
    from api.trusting import trust_asked_for

    at = moment or now()
    trusting = trust_asked_for(settings, at, policy, known, ask_ledger=not offline)
    verdict = tell_judged(settings, output, content, trusting, at, explain=explain)
    raise typer.Exit(ended_by(verdict, content, intact))


def _leaf(written: str, opening: Path | None) -> bytes | None:
    """Return the leaf that a reader says, or whose opening they have."""
    from ledger.errors import LedgerError
    from ledger.opening import entry_hash, parse_opening
    from ledger.proof.hashing import HASH_BYTES, leaf_hash

    if opening is not None:
        try:
            return leaf_hash(entry_hash(parse_opening(content_of(opening))))
        except LedgerError as wrong:
            raise typer.BadParameter(f"{opening}: no opening of an event") from wrong
    try:
        leaf = bytes.fromhex(written)
    except ValueError:
        leaf = b"?"
    if len(leaf) not in {0, HASH_BYTES}:
        raise typer.BadParameter("a leaf is 64 hexadecimal digits", param_hint="--leaf")
    return leaf or None
