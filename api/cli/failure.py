"""How a command ends when its work raised: a sentence on standard error, and an exit status."""

from __future__ import annotations

from typing import Final, TextIO

from aggregates.errors import RuleError
from api.dealfile.errors import DealFileError
from api.errors import CODED_ERRORS, CodedError, Language, sentence
from api.exits import Exit
from api.output import visible
from api.refusals import ApiError
from api.settings import SettingsError, read_settings

NOT_HERE: Final = frozenset(
    {
        *("not_installed", "part_missing", "identity_malformed", "folder_unusable"),
        *("file_unwritable", "office_unknown", "policy_unreadable"),
        *("witness_running", "witness_file_malformed", "witness_renamed"),
        "evidence_late",
    }
)
"""What `ApiError` says when it could not even look."""


def explain(error: Exception, stderr: TextIO) -> Exit:
    """Tell a person what ``error`` says. What nobody foresaw is a fault of ours: raised again.

    A rule that refuses is a no, and so is what cannot be carried out. A ledger or a signature
    that could not do its work decided nothing.
    """
    if isinstance(error, SettingsError | DealFileError):
        stderr.write(f"{visible(str(error))}\n")
        return Exit.USAGE
    if not isinstance(error, CODED_ERRORS):
        raise error
    stderr.write(f"{visible(sentence(error, _language()))} ({error.code})\n")
    return _status(error)


def _status(error: CodedError) -> Exit:
    if isinstance(error, RuleError):
        return Exit.NO
    if isinstance(error, ApiError) and error.code not in NOT_HERE:
        return Exit.NO
    return Exit.CANNOT_TELL


def _language() -> Language:
    try:
        return read_settings().language
    except SettingsError:
        return "en"
