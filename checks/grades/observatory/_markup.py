"""What the Observatory reads in a page: policies and referrers of meta elements, and scripts.

It looks for meta elements everywhere, in the body too. Version 4 builds a tree, in which a template is a
world of its own; version 6 reads tags one by one.
"""

from collections.abc import Iterator, Mapping

from checks.grades.observatory._chart import VERSIONS
from checks.grades.observatory._responses import Responses
from checks.markup import tags_of

Attributes = Mapping[str, str]


def elements(seen: Responses, *names: str) -> Iterator[tuple[str, Attributes]]:
    """The start tags of these names with their attributes, in order."""
    return tags_of(seen.page.body, names, live_only=seen.version == VERSIONS[0])


def meta_policies(seen: Responses) -> list[str]:
    """The policies in meta elements."""
    return [
        tag["content"]
        for tag in _metas(seen)
        if tag.get("content") and tag.get("http-equiv", "").strip().lower() == "content-security-policy"
    ]


def meta_referrer(seen: Responses) -> list[str]:
    """The last policy on referrers in a meta element, alone; none: there is none."""
    named = [
        tag["content"]
        for tag in _metas(seen)
        if tag.get("content")
        and "http-equiv" not in tag
        and tag.get("name", "").strip().lower() == "referrer"
    ]
    return named[-1:]


def _metas(seen: Responses) -> Iterator[Attributes]:
    if seen.is_html:
        yield from (tag for _, tag in elements(seen, "meta"))
