"""Documents of Word as people send them back: changed with and without tracking, and hostile ones.

The changes are written as Word writes them: runs split where somebody stopped typing, ids of
editing sessions (``w:rsidR``), an author and a date on every insertion and deletion.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from aggregates.deal.state import Progress
from aggregates.vocabulary import Clause, ClauseText, Frame, Wording
from api.deals.matrix import MatrixNow, Row
from api.word.form import MAIN_PART
from api.word.writing import document_of

INSTRUMENT, DEAL = "instrument-1", "deal-1"
WHO = 'w:author="Ana Roux" w:date="2026-09-03T10:11:00Z"'
PRICE = ClauseText(title="Price", body="The price is CNY 480,000,000.\nIt is paid in three parts.")
PREIS = ClauseText(title="价款", body="价款为人民币 480,000,000 元。\n分三期支付。")
SCOPE = ClauseText(title="Scope & purpose", body="A plant for “1,200 km” <of cable> a year.")
UMFANG = ClauseText(title="范围", body="年产 1,200 公里海缆。")


def matrix(**digests: str) -> MatrixNow:
    """Return a table of two clauses in English and Chinese; ``digests`` are other than usual."""
    clauses = [
        Clause(id="scope", texts={"en": SCOPE, "zh-Hans": UMFANG}),
        Clause(id="price", texts={"en": PRICE, "zh-Hans": PREIS}),
    ]
    rows = [
        Row(
            row=one.id,
            sha256=digests.get(one.id, one.id * 8),
            clause=one,
            translations={},
            cells={},
        )
        for one in clauses
    ]
    return MatrixNow(
        instrument=INSTRUMENT,
        progress=Progress.NEGOTIATING,
        version=7,
        position=70,
        frame=FRAME,
        offer=None,
        rows=tuple(rows),
        links=(),
        parties_sha256="",
        terms_sha256="",
        locked_sha256="",
        correction=None,
    )


FRAME = Frame(
    values={"title": Wording(texts={"en": "Cable plant", "zh-Hans": "海缆厂"})},
    authentic_languages=("en", "zh-Hans"),
    governing_law="CN",
    forum="CIETAC",
    clause_ids=("scope", "price"),
)


def given_out() -> bytes:
    """Return the document as it is given out."""
    return document_of(matrix(), FRAME, DEAL)


def changed(*changes: tuple[str, str]) -> bytes:
    """Return it with pieces of its main part replaced, each of which must be there once."""
    return repacked(given_out(), *changes)


def repacked(document: bytes, *changes: tuple[str, str], part: str = MAIN_PART) -> bytes:
    """Return a document with pieces of a part replaced."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            for before, after in changes if name == part else ():
                assert content.count(before) == 1, (before, content.count(before))
                content = content.replace(before, after)
            new.writestr(name, content)
    return written.getvalue()


def run(text: str, kind: str = "t") -> str:
    """Return a run as Word writes it."""
    return f'<w:r w:rsidR="00A77B3E"><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def ins(text: str, number: int = 1) -> str:
    """Return what somebody has put in."""
    return f'<w:ins w:id="{number}" {WHO}>{run(text)}</w:ins>'


def cut(text: str, number: int = 2) -> str:
    """Return what somebody has taken out."""
    return f'<w:del w:id="{number}" {WHO}>{run(text, "delText")}</w:del>'


def said(text: str) -> str:
    """Return a text as the document that is given out has it."""
    return f'<w:t xml:space="preserve">{text}</w:t></w:r>'


def within(text: str, *pieces: str) -> tuple[str, str]:
    """Return the change by which a text is made of other pieces, in runs of their own."""
    return said(text), '<w:t xml:space="preserve"></w:t></w:r>' + "".join(pieces)
