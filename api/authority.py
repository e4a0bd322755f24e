"""How the registry's keys are opened: which key they are wrapped by, or on which token they are."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, Self

import msgspec
from pydantic import SecretStr

from api.refusals import ApiError
from api.settings import Settings
from signing.keys.opening import KeyToken, open_token
from signing.registry.office import Office
from signing.registry.registry import Registry


class AuthorityKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What the settings say of the registry's keys; without any, they are in encrypted files.

    ``kek`` is in base64; ``module`` is the library of the token.
    """

    kek: SecretStr | None = None
    module: Path | None = None
    token: str = ""
    pin: SecretStr | None = None
    published_at: str = ""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return what ``settings`` say."""
        return cls(
            kek=settings.registry_kek,
            module=settings.pkcs11_module,
            token=settings.pkcs11_token,
            pin=settings.pkcs11_pin,
            published_at=settings.pki_url,
        )

    def opened(
        self, folder: Path, kek_file: Callable[[], bytes], at: datetime, office: Office
    ) -> Registry:
        """Open the registry in ``folder``, or found it; ``kek_file`` reads the key of a file.

        Raises:
            ApiError: ``kek_setting_malformed``.
            SignatureError, LedgerError: as the parts that are opened.
        """
        kek = kek_file() if self.kek is None else _decoded(self.kek)
        return Registry.open(folder, kek, at, office, self.published_at, self._opened_token())

    def _opened_token(self) -> KeyToken | None:
        if self.module is None:
            return None
        pin = "" if self.pin is None else self.pin.get_secret_value()
        return open_token(self.module, self.token, pin)


IN_FILES: Final = AuthorityKeys()
"""Each key in an encrypted file, and the certificates without an address."""


def _decoded(kek: SecretStr) -> bytes:
    try:
        return base64.b64decode(kek.get_secret_value(), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise ApiError("kek_setting_malformed") from wrong
