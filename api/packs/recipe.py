"""What a pack tells a person who opens it. The text is part of the format."""

from __future__ import annotations

from typing import Final

RECIPE: Final = """\
# Figures of a fair, as they were published

`contents.json` is the publication: every number, what it counts and how, as of which moment and
position of the fair's log, by which rates, and which deals are behind it. It is written in the one
way that RFC 8785 leaves, so that it has one digest:

    sha256sum contents.json

`publications.evidence.zip` is the evidence of the stream in which the log of the fair has its
publications: that one person prepared contents of this digest, that another person signed the same
digest off, and that nothing is missing there. Whom to believe is not in here: you need the key of
the log and those of its witnesses, as a policy file, from somebody whom you trust.

    counterseal verify THIS-FILE --policy YOUR-POLICY

recomputes the digest, verifies the evidence, and adds up again what has to add up. Without the
program: unpack the evidence bundle, follow its README.md, and look for the digest in
`events/*.payload`.

A number that is null was left out to protect who is in it. Deals that are listed by nobody's
consent stand in `behind` as commitments: the SHA-256 of a secret salt and the deal's id. The fair
can open one to whom it concerns; no two of them can be told to be of the same deal.
"""
