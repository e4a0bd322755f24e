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


def log_lines(settings: Settings) -> Iterator[str]:
    """Yield ``log <vkey> <url>`` for the newest tree of each log, the registry's first.

    The last line asks for no witness: whoever takes the lines as their policy adds their own.

    Raises:
        ApiError: ``not_installed``.
        LedgerError, SignatureError: as opening the installation.
    """
    with running(settings) as installation:
        registry = installation.identity.registry_log
        editions = [(name, installation.edition(name)) for name in installation.editions()]
        for log, book in ((str(registry), installation.registry), *editions):
            for key in book.published.keys()[-1:]:
                yield f"log {vkey_of(key)} {settings.public_url}/logs/{log}"
    yield "quorum none"
