"""Cross-reference tables read in one go: the same places that pyHanko finds entry by entry."""

from __future__ import annotations

from io import BytesIO

import pytest
from papers import blank
from pyhanko.pdf_utils.reader import PdfFileReader
from registries import NOON

from signing.errors import SignatureError
from signing.pades.reading import Reading
from signing.pades.request import SignatureRequest
from signing.pades.sign import sign
from signing.pades.updating import updating
from signing.registry.registry import Registry


@pytest.fixture(scope="module")
def signed(registry: Registry) -> bytes:
    """A base and an update, each with its table."""
    asked = SignatureRequest(field="registry", at=NOON, certify=True)
    return sign(blank("registry", "wen"), asked, registry.seal, registry.time_stamps)


def places(reader: PdfFileReader) -> list[dict[int, tuple[int, int]]]:
    return [
        reader.xrefs.get_xref_data(revision).standard_xrefs
        for revision in range(reader.total_revisions)
    ]


def test_every_object_of_every_revision_is_where_pyhanko_finds_it(signed: bytes) -> None:
    found, entry_by_entry = Reading(signed), PdfFileReader(BytesIO(signed))
    assert places(found) == places(entry_by_entry)
    assert len(places(found)) == 2
    assert found.input_version == entry_by_entry.input_version
    assert found.root == entry_by_entry.root


def test_a_table_laid_out_otherwise_is_read_all_the_same(signed: bytes) -> None:
    # entries that end in CR LF, as the standard allows too
    start = signed.index(b"xref\n")
    end = signed.index(b"trailer", start)
    otherwise = signed[:start] + signed[start:end].replace(b" \n", b"\r\n") + signed[end:]
    assert places(Reading(otherwise)) == places(Reading(signed))


def test_what_has_no_table_is_refused() -> None:
    with pytest.raises(SignatureError) as refused, updating(b"%PDF-1.7\nnothing"):
        pass
    assert refused.value.code == "pdf_unreadable"
