"""The providers that an operator trusts to say who somebody is, from a file of theirs.

::

    [harbour]
    name = "Harbour Bank"
    issuer = "https://id.harbour-bank.example.org"
    client_id = "counterseal"
    client_secret_file = "harbour.secret"
    second_factor_amr = ["mfa", "hwk"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import msgspec

from api.refusals import ApiError
from api.settings import Settings

Text: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Name: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9-]{0,31}$")]
"""How a provider is called in addresses."""

PROVIDERS_MAX: Final = 50


class Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file says of one provider.

    ``issuer`` is the provider as it names itself, to the last slash. With one of the values of
    ``second_factor_amr`` or ``second_factor_acr`` (OpenID Connect Core section 2) a provider says
    that it has asked for a second factor, and none is asked for here. ``certificates`` is a file
    with the authority that its own certificate comes from, where that is none of the machine's.
    """

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    issuer: Text
    client_id: Text
    client_secret_file: str = ""
    certificates: str = ""
    second_factor_amr: tuple[Text, ...] = ()
    second_factor_acr: tuple[Text, ...] = ()


class Provider(Written, frozen=True, kw_only=True):
    """A provider with its short name ``id``; the secret is empty for a client that has none."""

    id: Name
    secret: str = ""

    def __repr__(self) -> str:
        """Return no secret."""
        return f"Provider(id={self.id!r}, issuer={self.issuer!r})"


def providers_of(settings: Settings) -> Mapping[str, Provider]:
    """Return the providers by their short names, in the order of the file; none without a file.

    Raises:
        ApiError: ``providers_unusable`` with the file and the reason, and nothing of a secret.
    """
    path = settings.sign_in_providers
    if path is None:
        return {}
    try:
        written = tomllib.loads(path.read_text("utf-8"))
        read = msgspec.convert(written, dict[Name, Written], strict=False)
        found = {name: _whole(name, one, path.parent) for name, one in read.items()}
    except OSError as wrong:
        raise _unusable(path, f"{wrong.filename}: {wrong.strerror}") from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as wrong:
        raise _unusable(path, str(wrong)) from wrong
    if len(found) > PROVIDERS_MAX:
        raise _unusable(path, f"more than {PROVIDERS_MAX} providers")
    if len({one.issuer for one in found.values()}) < len(found):
        raise _unusable(path, "one issuer is named twice")
    return found


def _whole(name: str, written: Written, folder: Path) -> Provider:
    """Return a provider with its secret; the files that it names lie beside its own."""
    secret, certificates = written.client_secret_file, written.certificates
    facts = {
        **msgspec.structs.asdict(written),
        "id": name,
        "secret": (folder / secret).read_text("utf-8").strip() if secret else "",
        "certificates": str(folder / certificates) if certificates else "",
    }
    return msgspec.convert(facts, Provider)


def _unusable(path: Path, reason: str) -> ApiError:
    return ApiError("providers_unusable", path=str(path), reason=reason)
