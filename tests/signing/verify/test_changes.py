"""What several steps would stop, and this one stops by itself."""

from __future__ import annotations

import pytest
from forgery.attacks.boxes import signed_again
from forgery.scene import Scene

from signing.errors import SignatureError
from signing.verify.changes import check_changes


def test_a_field_is_filled_in_once(scene: Scene) -> None:
    with pytest.raises(SignatureError) as refused:
        check_changes(signed_again.case(scene))
    assert (refused.value.code, refused.value.facts) == ("field_changed", {"field": "andes"})
