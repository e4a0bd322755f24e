"""The file in which an operator names providers."""

from __future__ import annotations

from pathlib import Path

import pytest
from coming_in import then_refused

from api.outside.outside import Outside
from api.outside.providers import PROVIDERS_MAX, Provider, providers_of
from api.settings import Settings

WHOLE = """
[harbour]
name = "Harbour Bank"
issuer = "https://id.example.org/of/harbour"
client_id = "counterseal"
client_secret_file = "harbour.secret"
certificates = "authority.pem"
second_factor_amr = ["mfa"]
"""


def read(folder: Path, content: str) -> dict[str, Provider]:
    """Return the providers of a file."""
    (folder / "harbour.secret").write_text("of a trial\n", "utf-8")
    (folder / "providers.toml").write_text(content, "utf-8")
    return dict(providers_of(Settings(sign_in_providers=folder / "providers.toml")))


def test_a_provider_is_read_with_its_secret_which_is_not_told(tmp_path: Path) -> None:
    (harbour,) = read(tmp_path, WHOLE).values()
    assert (harbour.id, harbour.secret) == ("harbour", "of a trial")
    assert harbour.certificates == str(tmp_path / "authority.pem")
    assert "trial" not in repr(harbour)


def test_without_a_file_there_is_none() -> None:
    outside = Outside.of(Settings())
    assert outside.providers == {}
    assert outside.issued_by("https://id.example.org") is None
    then_refused(lambda: outside.provider("harbour"), "provider_unlisted")


def test_a_provider_is_found_by_its_issuer(tmp_path: Path) -> None:
    read(tmp_path, WHOLE)
    outside = Outside.of(Settings(sign_in_providers=tmp_path / "providers.toml"))
    assert outside.issued_by("https://id.example.org/of/harbour") is outside.provider("harbour")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("harbour", "Expected"),
        ("harbour = 1", "Expected `object`, got `int`"),
        ("[Harbour]", "Expected `str` matching regex"),
        (WHOLE.replace("issuer", "issued_by"), "unknown field `issued_by`"),
        (WHOLE.replace('"counterseal"', '""'), "length >= 1"),
        (WHOLE.replace("harbour.secret", "no.secret"), "no.secret: No such file"),
        (WHOLE + WHOLE.replace("[harbour]", "[other]"), "one issuer is named twice"),
        (
            "".join(
                WHOLE.replace("[harbour]", f"[h{n}]").replace("/of/", f"/{n}/")
                for n in range(PROVIDERS_MAX + 1)
            ),
            "more than 50 providers",
        ),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_where(
    tmp_path: Path, content: str, reason: str
) -> None:
    refused = then_refused(lambda: read(tmp_path, content), "providers_unusable")
    assert reason in str(refused.facts["reason"])
