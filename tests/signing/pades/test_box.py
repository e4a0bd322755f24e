"""How large a signature field is."""

from __future__ import annotations

import pytest
from papers import HEIGHT, WIDTH, blank

from signing.errors import SignatureError
from signing.pades.box import field_size


def test_a_field_has_the_size_of_its_box() -> None:
    assert field_size(blank("wen", "rojas"), "rojas") == (WIDTH, HEIGHT)


def test_a_field_that_is_not_there_has_no_size() -> None:
    with pytest.raises(SignatureError) as refused:
        field_size(blank("wen"), "rojas")
    assert (refused.value.code, refused.value.facts) == ("field_unknown", {"field": "rojas"})


def test_what_is_no_pdf_has_no_fields() -> None:
    with pytest.raises(SignatureError, match="pdf_unreadable"):
        field_size(b"nothing", "wen")
