"""The cyber-trust label in a page: links to its register and its images, as seen on many sites.

A link leads to ``https://tinnhiemmang.vn/danh-ba-tin-nhiem/SLUG``, where SLUG is the host without its dots, a
hyphen and a Unix time; the image is ``https://tinnhiemmang.vn/handle_cert?id=HOST``, often loaded lazily.
"""

import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from checks.markup import tags
from checks.model import Frozen
from checks.urls import canonical_host, origin_of, without_www

NAME = "tinnhiemmang"
REGISTER = f"{NAME}.vn"
IMAGE_PATH = "/handle_cert"
_SLUG = re.compile(r"^/danh-ba-tin-nhiem/([^/]{1,253})-(\d{6,12})/?$")
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url")

LabelState = Literal["none", "image_only", "host_mismatch", "linked"]


class LabelMarkup(Frozen):
    """Whom the labels in a page name: ``links`` hosts without their dots, ``images`` hosts without www."""

    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()

    def state(self, hosts: Iterable[str]) -> LabelState:
        """What the label shows for any of these hosts; an image of another host spoils the right link."""
        names = {without_www(host) for host in hosts}
        slugs = {prefix + name.replace(".", "") for name in names for prefix in ("", "www")}
        if not self.links and not self.images:
            return "none"
        is_linked = bool(slugs.intersection(self.links))
        is_other_image = bool(self.images) and not names.intersection(self.images)
        if is_other_image or (self.links and not is_linked):
            return "host_mismatch"
        return "linked" if is_linked else "image_only"


def find(body: str) -> LabelMarkup:
    """The labels of a page, in order, each named once."""
    if NAME not in body.lower():
        return LabelMarkup()
    links = (_linked(tag.get("href", "")) for tag in tags(body, "a"))
    sources = (tag[name] for tag in tags(body, "img") for name in _SOURCES if name in tag)
    images = (_imaged(source) for source in sources)
    return LabelMarkup(links=_unique(links), images=_unique(images))


def _unique(links: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in links if name))


def _linked(reference: str) -> str | None:
    url = _absolute(reference)
    if not _is_of_register(url):
        return None
    match = _SLUG.match(urlsplit(url).path)
    return match[1].lower() if match else None


def _imaged(reference: str) -> str | None:
    url = _absolute(reference)
    if not _is_of_register(url) or urlsplit(url).path.rstrip("/") != IMAGE_PATH:
        return None
    named = parse_qs(urlsplit(url).query).get("id", [""])[0]
    host = named.removeprefix("https://").removeprefix("http://").partition("/")[0]
    return without_www(canonical_host(host)) or None


def _absolute(url: str) -> str:
    """A protocol-relative URL with the scheme it will most likely get."""
    stripped = url.strip()
    return f"https:{stripped}" if stripped.startswith("//") else stripped


def _is_of_register(url: str) -> bool:
    origin = origin_of(url)
    return origin is not None and without_www(origin.host) == REGISTER
