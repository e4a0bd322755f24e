"""E-mail addresses, of which only a keyed hash is kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from api.accounts.secrets import Secrets
from api.refusals import ApiError

LENGTH_MAX: Final = 254
"""RFC 5321 section 4.5.3.1.3, less the angle brackets."""

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]+@[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]+")


def normal_address(address: str) -> str:
    """Return an address as it is compared: NFKC, lower case, without blanks around it.

    Two spellings that some server keeps apart are one here: that is the side on which nobody gets
    another's account.

    Raises:
        ApiError: ``address_malformed``.
    """
    normal = unicodedata.normalize("NFKC", address).strip().casefold()
    if len(normal) > LENGTH_MAX or not _ADDRESS.fullmatch(normal):
        raise ApiError("address_malformed")
    return normal


def address_hmac(secrets: Secrets, address: str) -> bytes:
    """Return under which keyed hash an address is kept; one that is none has a hash as well."""
    try:
        normal = normal_address(address)
    except ApiError:
        normal = f"malformed\0{address}"
    return secrets.keyed("address", normal.encode("utf-8", "replace"))
