"""The text of a clause in one language: its heading and its paragraphs."""

from __future__ import annotations

from typing import Final

from signing.render.layout.marks import TextMark
from signing.render.layout.slots import Setting, Slot, baseline, paragraph
from signing.render.paper.structure import Element
from signing.render.parts.voice import NUMBER_COLUMN, Voice
from signing.render.setting.lines import set_lines
from signing.render.words.outline import Paragraph, outline
from signing.render.words.speech import clause_number

INDENT: Final = 15.0


def heading(number: int, title: str, voice: Voice) -> tuple[tuple[Slot, ...], Element]:
    """Return the number and the title of a clause, and their element."""
    element = voice.element.add(voice.tag, voice.language)
    setting = Setting(style=voice.heading, language=voice.language, width=voice.width)
    name = clause_number(number, voice.language)
    if voice.outside:
        line = set_lines(name, voice.heading, voice.language, NUMBER_COLUMN)[0]
        mark = TextMark(-NUMBER_COLUMN, baseline(voice.heading), line, voice.heading, element)
        return _beside(mark, paragraph(title, setting, element)), element
    apart = " " if name.endswith(".") else "\u3000"
    return paragraph(f"{name}{apart}{title}", setting, element), element


def paragraphs(body: str, voice: Voice) -> list[tuple[Slot, ...]]:
    """Return the lines of each paragraph; enumerated ones are indented, and lists to a reader."""
    found: list[tuple[Slot, ...]] = []
    lists: list[tuple[Element, Element]] = []
    setting = Setting(style=voice.body, language=voice.language, width=voice.width)
    for item in outline(body):
        if not item.level:
            lists = []
            found.append(paragraph(item.text, setting, voice.element.add("P")))
            continue
        del lists[item.level :]
        if len(lists) < item.level:
            parent = lists[-1][1] if lists else voice.element
            lists.append((parent.add("L"), parent))
            lists[-1][0].numbering = item.numbering
        entry = lists[-1][0].add("LI")
        mark, text = entry.add("Lbl"), entry.add("LBody")
        lists[-1] = (lists[-1][0], text)
        # the text in an element of its own, so that it is read before the lists below it
        found.append(_item(item, mark, text.add("P"), voice))
    return found


def _item(item: Paragraph, mark: Element, text: Element, voice: Voice) -> tuple[Slot, ...]:
    x = INDENT * (item.level - 1)
    line = set_lines(item.mark, voice.body, voice.language, voice.width)[0]
    text_x = x + max(INDENT, line.width + 4)
    setting = Setting(
        style=voice.body, language=voice.language, width=voice.width - text_x, x=text_x
    )
    label = TextMark(x, baseline(voice.body), line, voice.body, mark)
    return _beside(label, paragraph(item.text, setting, text))


def _beside(mark: TextMark, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    first, *rest = slots or (Slot(mark.style.leading),)
    return (Slot(first.height, (mark, *first.marks)), *rest)
