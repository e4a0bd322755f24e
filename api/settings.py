"""What an operator may choose, by environment variable.

The table of ``docs/reference/settings.md`` is made from this file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Unit(msgspec.Struct, frozen=True):
    """What a value counts, or how it is written."""

    name: str


class Settings(BaseSettings):
    """Every choice has a value that works without choosing."""

    model_config = SettingsConfigDict(
        env_prefix="COUNTERSEAL_",
        frozen=True,
        populate_by_name=True,
        use_attribute_docstrings=True,
    )

    database_url: Annotated[SecretStr | None, Unit("PostgreSQL URL")] = Field(
        default=None, validation_alias="DATABASE_URL"
    )
    """The PostgreSQL server, version 15 or newer, as its owner. Without it, Counterseal starts a
    server of its own under ``data_directory``."""

    data_directory: Annotated[Path, Unit("path")] = Path(".counterseal")
    """Where the embedded server and the file keystores live. A relative path starts from the
    working directory."""

    language: Annotated[Literal["en", "zh"], Unit("language")] = "en"
    """The language in which commands answer."""


class SettingsError(Exception):
    """A variable of the environment has a value that the setting does not take."""


def read_settings() -> Settings:
    """Return the settings of this process.

    Raises:
        SettingsError: with a line for each variable that is wrong; never with its value.
    """
    try:
        return Settings()
    except ValidationError as wrong:
        faults = [f"{_variable(fault['loc'])}: {fault['msg']}" for fault in wrong.errors()]
        raise SettingsError("\n".join(faults)) from None


def _variable(location: tuple[int | str, ...]) -> str:
    field = str(location[0])
    return field if field == "DATABASE_URL" else f"COUNTERSEAL_{field.upper()}"
