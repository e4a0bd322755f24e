"""How a command ends when its work raised: a sentence on standard error, and an exit status."""

from __future__ import annotations

from typing import TextIO

from aggregates.errors import RuleError
from api.cli.exits import Exit
from api.dealfile.errors import DealFileError
from api.errors import CODED_ERRORS, Language, sentence
from api.refusals import ApiError
from api.settings import SettingsError, read_settings


def explain(error: Exception, stderr: TextIO) -> Exit:
    """Tell a person what ``error`` says. What nobody foresaw is a fault of ours: raised again.

    A rule that refuses is a no, and so is what cannot be carried out. A ledger or a signature
    that could not do its work decided nothing.
    """
    if isinstance(error, SettingsError | DealFileError):
        stderr.write(f"{error}\n")
        return Exit.USAGE
    if not isinstance(error, CODED_ERRORS):
        raise error
    stderr.write(f"{sentence(error, _language())} ({error.code})\n")
    return Exit.NO if isinstance(error, RuleError | ApiError) else Exit.CANNOT_TELL


def _language() -> Language:
    try:
        return read_settings().language
    except SettingsError:
        return "en"
