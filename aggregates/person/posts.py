"""The normal form of the posts that a person holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from aggregates.checks import check_identifier, check_some
from aggregates.errors import RuleError
from aggregates.person.events import Post
from aggregates.vocabulary import OrganisationId, Role


def normal_posts(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Return ``posts`` sorted by organisation, each with its roles as a sorted set.

    Raises:
        RuleError: ``identifier_malformed``, ``list_empty`` for a post without a role,
            ``post_twice`` for two posts in one organisation, ``role_reserved``.
    """
    organisations = [post.organisation for post in posts]
    for post in posts:
        _check_post(post)
        if organisations.count(post.organisation) > 1:
            raise RuleError("post_twice", organisation=post.organisation)
    return tuple(_with_sorted_roles(post) for post in sorted(posts, key=_organisation))


def with_role(posts: Sequence[Post], organisation: OrganisationId, role: Role) -> tuple[Post, ...]:
    """Return ``posts`` and ``role`` in ``organisation``, in the normal form."""
    others = [post for post in posts if post.organisation != organisation]
    held = [held for post in posts if post.organisation == organisation for held in post.roles]
    with_it = _with_sorted_roles(Post(organisation=organisation, roles=(*held, role)))
    return tuple(sorted((*others, with_it), key=_organisation))


def without_roles(
    posts: Sequence[Post], organisation: OrganisationId, roles: Collection[Role]
) -> tuple[Post, ...]:
    """Return ``posts`` without ``roles`` in ``organisation``; a post without any is none."""
    left = [
        Post(organisation=post.organisation, roles=tuple(r for r in post.roles if r not in roles))
        if post.organisation == organisation
        else post
        for post in posts
    ]
    return tuple(post for post in left if post.roles)


def _check_post(post: Post) -> None:
    check_identifier("posts.organisation", post.organisation)
    check_some("posts.roles", post.roles)
    if Role.SYSTEM in post.roles:
        # the scheduler's role: a person who held it could let deadlines pass at will
        raise RuleError("role_reserved", organisation=post.organisation, role=Role.SYSTEM.value)


def _organisation(post: Post) -> OrganisationId:
    return post.organisation


def _with_sorted_roles(post: Post) -> Post:
    roles = sorted(set(post.roles), key=lambda role: role.value)
    return Post(organisation=post.organisation, roles=tuple(roles))
