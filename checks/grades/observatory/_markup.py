"""What the Observatory reads in a page: policies and referrers of meta elements, and scripts.

It looks for meta elements everywhere, in the body too. Version 4 builds trees, in which a template is a world
of its own, a script in a drawing has no address, and, for meta elements, noscript holds text alone; version 6
reads tags one by one.
"""

from collections.abc import Iterable, Iterator, Mapping

from checks.grades.observatory._chart import VERSIONS, Version
from checks.markup import tags_of

Attributes = Mapping[str, str]


def elements(
    body: str, version: Version, *names: str, outside: tuple[str, ...] = ()
) -> Iterator[tuple[str, Attributes]]:
    """The start tags of these names with their attributes, in order.

    ``outside``: in which elements, beside templates, version 4 finds none.
    """
    return tags_of(body, names, outside=("template", *outside) if version == VERSIONS[0] else ())


def metas_of(body: str, version: Version) -> tuple[Attributes, ...]:
    """Meta elements with a content."""
    found = (tag for _, tag in elements(body, version, "meta", outside=("noscript",)))
    return tuple(tag for tag in found if tag.get("content"))


def meta_policies(metas: Iterable[Attributes]) -> list[str]:
    """The policies in meta elements."""
    return [
        tag["content"]
        for tag in metas
        if tag.get("http-equiv", "").strip().lower() == "content-security-policy"
    ]


def meta_referrer(metas: Iterable[Attributes]) -> list[str]:
    """The last policy on referrers in a meta element, alone; none: there is none."""
    named = [
        tag["content"]
        for tag in metas
        if "http-equiv" not in tag and tag.get("name", "").strip().lower() == "referrer"
    ]
    return named[-1:]
