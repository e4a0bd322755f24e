"""The text in force in full, made from what was executed: from its specification alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from machine.digests import Words, digest


def consolidated_words(executed: Sequence[Words]) -> Words:
    """Return the agreement, which comes first, as each of the amendments after it has left it."""
    agreement, *amendments = map(_document, executed)
    text: dict[str, Words] = {**agreement, "format": "counterseal/consolidated/v1"}
    text["sources"] = [digest(said) for said in executed]
    for amendment in amendments:
        _amend(text, amendment)
    return text


def _amend(text: dict[str, Words], amendment: Mapping[str, Words]) -> None:
    values = _document(amendment["values"])
    stays = {name: value for name, value in values.items() if name != "title"}
    text["values"] = {**_document(text["values"]), **stays}
    text["annexes"] = [*_list(text["annexes"]), *_list(amendment["annexes"])[1:]]
    text["governing_law"], text["forum"] = amendment["governing_law"], amendment["forum"]
    clauses = {_name(clause): clause for clause in _list(text["clauses"])}
    for clause in _list(amendment["clauses"]):
        if "deleted" in _document(_document(clause)["values"]):
            clauses.pop(_name(clause), None)
        else:
            clauses[_name(clause)] = clause
    text["clauses"] = list(clauses.values())


def _name(clause: Words) -> str:
    return str(_document(clause)["id"])


def _document(words: Words) -> dict[str, Words]:
    assert isinstance(words, dict), "a document has names"
    return words


def _list(words: Words) -> list[Words]:
    assert isinstance(words, list), "a list"
    return words
