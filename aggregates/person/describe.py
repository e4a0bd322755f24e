"""What happened to a person, in sentences: by id, for the names are sealed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from aggregates.person.events import PersonAssigned, PersonEvent, PersonRegistered, Post
from aggregates.telling import Names, Telling
from aggregates.vocabulary import Language
from aggregates.words import ROLES


def describe(event: PersonEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    who, posts = t.name(event.by), _posts(event.posts, t)
    match event:
        case PersonRegistered():
            person = t.name(event.person)
            return t.say(
                en=f"{who} registered {person}: {posts}.", zh=f"{who}登记人员{person}：{posts}。"
            )
        case PersonAssigned():
            return t.say(
                en=f"{who} set the posts of the person: {posts}.",
                zh=f"{who}调整该人员的任职：{posts}。",
            )
        case _:
            assert_never(event)


def _posts(posts: Sequence[Post], t: Telling) -> str:
    if not posts:
        return t.pick("no post", "无任职")
    return t.pick("; ", "；").join(_post(post, t) for post in posts)


def _post(post: Post, t: Telling) -> str:
    roles, organisation = t.every(t.word(ROLES[role]) for role in post.roles), post.organisation
    return t.pick(f"{roles} of {t.name(organisation)}", f"{t.name(organisation)}{roles}")
