"""Judging a PDF that is handed in, with the ledger or without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import to_builtins
from msgspec.structs import replace

from api.asking_record import asks_record
from api.errors import tell
from api.exits import Exit
from api.exporting import written
from api.home import Home
from api.installation import Installation, running
from api.output import Output
from api.recording import recorded
from api.refusals import ApiError
from api.revoking import revoked_in
from api.scans import scan_here, told_of_scan
from api.settings import Settings
from api.trusting import Trusting
from api.verdicts import COLOURS, finding_lines, verdict_lines
from ledger.errors import LedgerError
from signing.registry.trust import trust_policy
from signing.verify.case import Case, Record
from signing.verify.scan import may_be_scan
from signing.verify.verdict import Level, Verdict
from signing.verify.verifier import first_look, no_trust, verify


def judged(
    settings: Settings, output: Output, pdf: bytes, trusting: Trusting | None, at: datetime
) -> Verdict:
    """Return the verdict of who trusts so, and tell whom they trust.

    Where that is the registry of this installation, its ledger has the last word. A file that shows
    by itself that it is not valid is not looked for: whatever it names may be anybody's. But one of
    which no more is wrong than that seats are empty may have been signed by hand: only the ledger
    knows.

    Raises:
        ApiError, LedgerError, SignatureError: as opening the installation; no verdict is given.
    """
    if trusting is None:
        return no_trust(pdf)
    output.talk(trusting.told(settings.language))
    case = Case(pdf=pdf, trust=trusting.policy, at=at)
    if not trusting.ask_ledger:
        return verify(case)
    verdict = first_look(case)
    if not asks_record(verdict):
        return _known_scan(settings, output, verdict)
    try:
        with running(settings) as installation:
            verdict = held_against(installation, _informed(settings, installation, case))
    except LedgerError:
        output.talk(tell("verdict", "ledger_out_of_reach", {}, settings.language), "yellow")
        raise
    output.talk(tell("verdict", "ledger_asked", {}, settings.language))
    return verdict


def _known_scan(settings: Settings, output: Output, verdict: Verdict) -> Verdict:
    """Return the verdict on what may be the scan of a paper original, if the ledger knows it."""
    scan = scan_here(settings, verdict.pdf_sha256) if may_be_scan(verdict) else None
    if scan is None:
        return verdict
    with running(settings) as installation:
        told = told_of_scan(installation, verdict, scan)
    output.talk(tell("verdict", "ledger_asked", {}, settings.language))
    return told


def _informed(settings: Settings, installation: Installation, case: Case) -> Case:
    """Return the case by what the ledger says now to be revoked, if it says more than is known."""
    home, revoked = Home.of(settings), revoked_in(installation.registry)
    if revoked == home.known_revoked():
        return case
    home.remember_revoked(revoked)
    return replace(case, trust=trust_policy(installation.authority, revoked, case.at))


def tell_judged(
    settings: Settings,
    output: Output,
    pdf: bytes,
    trusting: Trusting | None,
    at: datetime,
    *,
    explain: bool,
) -> Verdict:
    """Write the verdict of `judged` as a result, and return it.

    Raises:
        ApiError, LedgerError, SignatureError: as `judged`.
    """
    verdict = judged(settings, output, pdf, trusting, at)
    tell_verdict(settings, output, verdict, explain=explain)
    return verdict


def ended_by(verdict: Verdict, pdf: bytes, intact: Path | None) -> Exit:
    """Return the status that says the same as ``verdict``; write what was sealed, if asked to.

    Raises:
        ApiError: ``file_unwritable``; ``nothing_sealed`` if the file has no sealed one within it,
            or nothing was added to it.
    """
    if intact is not None:
        if verdict.intact is None:
            raise ApiError("nothing_sealed")
        written(intact, [pdf[: verdict.intact.octets]])
    return exit_of(verdict)


def judged_by_record(case: Case, record: Callable[[Case], Record | None]) -> Verdict:
    """Return the verdict on a file when ``record`` has the last word, which is asked if need be.

    It is not where the file shows by itself that it is not valid: whatever it names may be
    anybody's. But one of which no more is wrong than that seats are empty may be signed by hand.
    """
    verdict = first_look(case)
    return verify(case.held_against(record(case))) if asks_record(verdict) else verdict


def exit_of(verdict: Verdict) -> Exit:
    """Return the exit status that says the same as ``verdict``."""
    match verdict.level:
        case Level.VALID:
            return Exit.YES
        case Level.NOT_VALID:
            return Exit.NO
        case Level.CANNOT_TELL:
            return Exit.CANNOT_TELL


def held_against(installation: Installation, case: Case) -> Verdict:
    """Return the verdict on a file that its own signatures bear out, when the ledger is asked too.

    Raises:
        LedgerError: as reading the ledger.
    """
    return verify(case.held_against(recorded(installation, case.sheet)))


def tell_verdict(settings: Settings, output: Output, verdict: Verdict, *, explain: bool) -> None:
    """Write the verdict as a result; with every numbered step if that is asked for."""
    lines = list(finding_lines(verdict, settings.language)) if explain else []
    lines += verdict_lines(verdict, settings.language)
    output.result(to_builtins(verdict), "\n".join(lines), COLOURS[verdict.level])
