"""How the registry's keys are opened: which key they are wrapped by, or on which token they are."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, Self

import msgspec
from msgspec.structs import replace
from pydantic import SecretStr

from api.refusals import ApiError
from api.settings import Settings
from api.time_stamps import Exchange
from signing.anchors import AnchorsFile
from signing.errors import SignatureError
from signing.keys.opening import KeyToken, open_token
from signing.own.held import HeldKey, held_on_token
from signing.own.key_file import read_key_file
from signing.registry.office import Office
from signing.registry.outside import Outside
from signing.registry.places import KeyPlace
from signing.registry.registry import Registry, key_place
from signing.registry.seal_elsewhere import SealElsewhere, seal_elsewhere
from signing.timestamp.outside import OutsideUnit

_OID: Final = re.compile(r"[0-2](\.(0|[1-9][0-9]*)){1,30}", re.ASCII)


class Stamping(msgspec.Struct, frozen=True, kw_only=True):
    """An outside time-stamping authority, and whom its time-stamps are trusted by."""

    exchange: Exchange
    trust: Path
    policies: tuple[str, ...]

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Return what ``settings`` say; None where the registry stamps time itself.

        Raises:
            ApiError: ``time_stamps_unset``, if they say one half only.
        """
        url, trust = settings.time_stamp_url, settings.time_stamp_trust
        named = (policy.strip() for policy in settings.time_stamp_policies.split(","))
        policies = tuple(policy for policy in named if policy)
        if not url:
            return None
        if trust is None or not all(map(_OID.fullmatch, policies)) or not policies:
            raise ApiError("time_stamps_unset")
        exchange = Exchange(url=url, seconds=settings.time_stamp_seconds)
        return cls(exchange=exchange, trust=trust, policies=policies)

    def outside(self) -> Callable[[], Outside]:
        """Return what the authority does for the registry, asked for anew at each use."""
        anchors = AnchorsFile(self.trust).authorities
        unit = OutsideUnit(self.exchange, anchors, self.policies)
        return lambda: Outside(
            time_stamps=unit, stamp_anchors=anchors(), stamp_policies=self.policies
        )


class Sealing(msgspec.Struct, frozen=True, kw_only=True):
    """A seal from elsewhere: whom it is trusted by, and where its key is."""

    trust: Path
    key_file: Path | None = None
    password: SecretStr | None = None
    label: str = ""

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Return what ``settings`` say; None where the registry issued its seal itself.

        Raises:
            ApiError: ``seal_unset``, if they say one half only.
        """
        label, file = settings.seal_key_label, settings.seal_key_file
        if settings.seal_trust is None and file is None and not label:
            return None
        if settings.seal_trust is None or (file is None) is not bool(label):
            raise ApiError("seal_unset")
        return cls(
            trust=settings.seal_trust, key_file=file, password=settings.seal_password, label=label
        )

    def seal(self, token: KeyToken | None, office: Office) -> Callable[[], SealElsewhere]:
        """Return what gives the seal, by its file as it is then.

        Raises:
            ApiError: ``seal_unset`` where the key is on a token, and there is none.
            SignatureError: ``key_file_unusable``, ``key_not_on_token``, ``key_unusable``.
        """
        held, anchors = self._held(token), AnchorsFile(self.trust)
        return lambda: seal_elsewhere(anchors(), held, office)

    def _held(self, token: KeyToken | None) -> HeldKey:
        if self.key_file is None:
            if token is None:
                raise ApiError("seal_unset")
            return held_on_token(token, self.label)
        try:
            content = self.key_file.read_bytes()
        except OSError as wrong:
            raise SignatureError("key_file_unusable") from wrong
        return read_key_file(content, self.password.get_secret_value() if self.password else "")


class AuthorityKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What the settings say of the registry's keys; without any, they are in encrypted files.

    ``kek`` is in base64; ``module`` is the library of the token.
    """

    kek: SecretStr | None = None
    module: Path | None = None
    token: str = ""
    pin: SecretStr | None = None
    published_at: str = ""
    stamping: Stamping | None = None
    sealing: Sealing | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return what ``settings`` say.

        Raises:
            ApiError: ``time_stamps_unset``, ``seal_unset``.
        """
        return cls(
            kek=settings.registry_kek,
            module=settings.pkcs11_module,
            token=settings.pkcs11_token,
            pin=settings.pkcs11_pin,
            published_at=settings.pki_url,
            stamping=Stamping.of(settings),
            sealing=Sealing.of(settings),
        )

    def opened(
        self, folder: Path, kek_file: Callable[[], bytes], at: datetime, office: Office
    ) -> Registry:
        """Open the registry in ``folder``, or found it; ``kek_file`` reads the key of a file.

        Raises:
            ApiError: ``kek_setting_malformed``.
            SignatureError, LedgerError: as the parts that are opened.
        """
        kek, token = self._unwrapping(kek_file), self._opened_token()
        registry = Registry.open(folder, kek, at, office, self.published_at, token)
        return registry.with_outside(self._outside(token, office))

    def _outside(self, token: KeyToken | None, office: Office) -> Callable[[], Outside]:
        stamping = Outside if self.stamping is None else self.stamping.outside()
        if self.sealing is None:
            return stamping
        seal = self.sealing.seal(token, office)
        return lambda: replace(stamping(), seal=seal())

    def place(self, kek_file: Callable[[], bytes], office: Office) -> KeyPlace:
        """Return where the keys of ``office`` are made and found.

        Raises:
            ApiError: ``kek_setting_malformed``.
            SignatureError, LedgerError: as the parts that are opened.
        """
        return key_place(self._unwrapping(kek_file), office, self._opened_token())

    def _unwrapping(self, kek_file: Callable[[], bytes]) -> bytes:
        return kek_file() if self.kek is None else _decoded(self.kek)

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
