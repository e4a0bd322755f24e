"""Policy files (C2SP tlog-policy): those of others, and what goes into theirs about our logs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from api.installation import running
from api.refusals import ApiError
from api.settings import Settings
from ledger.proof.policy import Policy
from ledger.proof.policy_file import parse_policy
from ledger.proof.vkey import vkey_of
from ledger.witnessed import NOBODY


def read_policy(path: Path) -> Policy:
    """Return what a policy file says.

    Raises:
        ApiError: ``policy_unreadable``.
        LedgerError: as `parse_policy`.
    """
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise ApiError("policy_unreadable", path=str(path), reason=wrong.strerror) from wrong
    return parse_policy(content)


def witnessing_policy(settings: Settings) -> Policy:
    """Return whom this installation asks to witness its logs, and how many must have.

    Raises:
        ApiError: ``policy_unreadable``.
        LedgerError: as `parse_policy`.
    """
    return NOBODY if settings.witnesses is None else read_policy(settings.witnesses)


def log_lines(settings: Settings) -> Iterator[str]:
    """Yield ``log <vkey> <url>`` for the trees of each log in their order, the registry's first.

    Of a log that went on under another origin, what was signed before is verified by the old key.

    The last line asks for no witness: whoever takes the lines as their policy adds their own.

    Raises:
        ApiError: ``not_installed``.
        LedgerError, SignatureError: as opening the installation.
    """
    with running(settings) as installation:
        registry = installation.identity.registry_log
        editions = [(name, installation.edition(name)) for name in installation.editions()]
        for log, book in ((str(registry), installation.registry), *editions):
            for key in book.published.keys():  # noqa: SIM118  # a method that asks; no mapping
                yield f"log {vkey_of(key)} {settings.public_url}/logs/{log}"
    yield "quorum none"
