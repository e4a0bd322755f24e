"""What happened to a person, in sentences: by id, for the names are sealed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from aggregates.person.events import (
    ConfirmationAsked,
    EmailChanged,
    OfficeEvent,
    OfficeGiven,
    OfficeProposalWithdrawn,
    OfficeProposed,
    PersonAssigned,
    PersonEvent,
    PersonRegistered,
    Post,
    PostConfirmed,
    PostEvent,
    PostRefused,
)
from aggregates.telling import Names, Telling
from aggregates.vocabulary import Language
from aggregates.words import ROLES


def describe(event: PersonEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    match event:
        case PersonRegistered():
            who, person, posts = t.name(event.by), t.name(event.person), _posts(event.posts, t)
            return t.say(
                en=f"{who} registered {person}: {posts}.", zh=f"{who}登记人员{person}：{posts}。"
            )
        case PersonAssigned():
            who, posts = t.name(event.by), _posts(event.posts, t)
            return t.say(
                en=f"{who} set the posts of the person: {posts}.",
                zh=f"{who}调整该人员的任职：{posts}。",
            )
        case EmailChanged():
            who = t.name(event.by)
            return t.say(en=f"{who} changed their e-mail address.", zh=f"{who}更换了电子邮箱。")
        case ConfirmationAsked() | PostConfirmed() | PostRefused():
            return _of_post(event, t)
        case _:
            return _of_office(event, t)


def _of_post(event: PostEvent, t: Telling) -> str:
    who = t.name(event.by)
    post = _post(Post(organisation=event.organisation, roles=event.roles), t)
    match event:
        case ConfirmationAsked():
            return t.say(
                en=f"{who} asked for a word on the person's post before it counts: {post}.",
                zh=f"{who}请求确认该人员的任职（确认前不生效）：{post}。",
            )
        case PostConfirmed():
            first = t.name(event.asked_by)
            return t.say(
                en=f"{who} confirmed the post that {first} gave: the person is {post}.",
                zh=f"{who}确认{first}给予的任职：该人员任{post}。",
            )
        case PostRefused():
            first = t.name(event.asked_by)
            return t.say(
                en=f"{who} refused the post that {first} gave: the person is not {post}.",
                zh=f"{who}拒绝{first}给予的任职：该人员不任{post}。",
            )
        case _:
            assert_never(event)


def _of_office(event: OfficeEvent, t: Telling) -> str:
    who = t.name(event.by)
    match event:
        case OfficeProposed():
            office = _office(event, t)
            return t.say(
                en=f"{who} proposed an office for the person: {office}.",
                zh=f"{who}提名该人员任公职：{office}。",
            )
        case OfficeGiven():
            first, office = t.name(event.proposed_by), _office(event, t)
            return t.say(
                en=f"{who} confirmed what {first} proposed: the person is {office}.",
                zh=f"{who}确认{first}的提名：该人员任{office}。",
            )
        case OfficeProposalWithdrawn():
            office = _office(event, t)
            return t.say(
                en=f"{who} withdrew the proposal of an office for the person: {office}.",
                zh=f"{who}撤回对该人员的公职提名：{office}。",
            )
        case _:
            assert_never(event)


def _office(event: OfficeEvent, t: Telling) -> str:
    return _post(Post(organisation=event.organisation, roles=(event.role,)), t)


def _posts(posts: Sequence[Post], t: Telling) -> str:
    if not posts:
        return t.pick("no post", "无任职")
    return t.pick("; ", "；").join(_post(post, t) for post in posts)


def _post(post: Post, t: Telling) -> str:
    roles, organisation = t.every(t.word(ROLES[role]) for role in post.roles), post.organisation
    return t.pick(f"{roles} of {t.name(organisation)}", f"{t.name(organisation)}{roles}")
