"""What a page loads: scripts, styles, frames, images and media, and where its forms go, as absolute URLs."""

from collections.abc import Iterator, Mapping
from typing import Literal

from checks.facts import Exchange
from checks.markup import tags_of
from checks.model import Frozen
from checks.urls import resolve

Kind = Literal["script", "style", "frame", "object", "image", "media", "form"]
# By element: the attribute with the address, and what is there.
SINGLE: dict[str, tuple[str, Kind]] = {
    "script": ("src", "script"),
    "iframe": ("src", "frame"),
    "frame": ("src", "frame"),
    "embed": ("src", "object"),
    "object": ("data", "object"),
    "img": ("src", "image"),
    "audio": ("src", "media"),
    "video": ("src", "media"),
    "source": ("src", "media"),
    "form": ("action", "form"),
}
LINKED: dict[str, Kind] = {"stylesheet": "style", "modulepreload": "script"}  # by rel
PRELOADED: dict[str, Kind] = {"script": "script", "style": "style"}  # by as
NAMES = frozenset({*SINGLE, "link", "input", "base"})
INERT = ("template",)
RESOURCE_COUNT = 5000
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})


class Resource(Frozen):
    """``url``: absolute; ``integrity``: as written."""

    kind: Kind
    url: str
    integrity: str = ""


def is_html(page: Exchange) -> bool:
    """Whether browsers read it as a page."""
    kind = next(iter(page.values("content-type")), "")
    return kind.partition(";")[0].strip().lower() in HTML_TYPES


def resources_of(page: Exchange) -> Iterator[Resource]:
    """Those that its markup names, in order; what scripts and styles load later stays unknown."""
    found = list(tags_of(page.body, NAMES, outside=INERT))
    references = (tag["href"] for name, tag in found if name == "base" and "href" in tag)
    base = next((resolve(page.url, reference) for reference in references), "") or page.url
    named = (entry for name, tag in found for entry in _named(name, tag))
    for number, (kind, reference, integrity) in enumerate(named):
        url = resolve(base, reference) if number < RESOURCE_COUNT else ""
        if url:
            yield Resource(kind=kind, url=url, integrity=integrity)


def _named(name: str, tag: Mapping[str, str]) -> Iterator[tuple[Kind, str, str]]:
    integrity = tag.get("integrity", "")
    if name in SINGLE:
        attribute, kind = SINGLE[name]
        if tag.get(attribute):
            yield kind, tag[attribute], integrity
    if name in ("img", "source"):
        yield from (("image", reference, "") for reference in _candidates(tag.get("srcset", "")))
    if name == "input" and tag.get("type", "").lower() == "image" and tag.get("src"):
        yield "image", tag["src"], ""
    if name == "link" and tag.get("href") and (linked := _linked(tag)) is not None:
        yield linked, tag["href"], integrity


def _candidates(srcset: str) -> list[str]:
    """The addresses of a list of images for different widths."""
    return [part.split()[0] for part in srcset.split(",") if part.split()]


def _linked(tag: Mapping[str, str]) -> Kind | None:
    relations = tag.get("rel", "").lower().split()
    if "preload" in relations:
        return PRELOADED.get(tag.get("as", "").lower())
    return next((LINKED[relation] for relation in relations if relation in LINKED), None)
