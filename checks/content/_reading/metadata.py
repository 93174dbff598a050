"""What a page says of itself: its description, a refresh, and where it claims to belong."""

from collections.abc import Mapping

from checks.content._reading.addresses import refreshed_to
from checks.content._reading.gathering import HEADING_LENGTH, Gathered
from checks.content._reading.page import MoveWay
from checks.content._styles.hiding import snippet
from checks.content._styles.selectors import Element

QUOTE_LENGTH = 120
_RELATIONS: Mapping[str, MoveWay] = {"canonical": "canonical", "amphtml": "amphtml"}


def relate(gathered: Gathered, element: Element, raw: str, *, decoded: bool) -> None:
    """Take in a ``meta``, ``link`` or ``base``. ``decoded``: a disguised script has written it."""
    attributes = element.attributes
    content, href = attributes.get("content", ""), attributes.get("href", "")
    relations = attributes.get("rel", "").lower().split()
    if attributes.get("http-equiv", "").lower() == "refresh" and (url := refreshed_to(content)):
        gathered.add_move(url, "meta refresh", f'content="{content[:QUOTE_LENGTH]}"', decoded=decoded)
    elif element.name == "base" and href:
        gathered.add_move(href, "base", snippet("base", raw), decoded=decoded)
    elif "alternate" in relations and "hreflang" in attributes:
        gathered.add_move(href, "hreflang", snippet("link", raw), decoded=decoded)
    elif way := next((_RELATIONS[one] for one in relations if one in _RELATIONS), None):
        gathered.add_move(href, way, snippet("link", raw), decoded=decoded)
    named = (attributes.get("name") or attributes.get("property") or "").lower()
    if named in {"description", "og:title", "og:description"}:
        gathered.description += f" {content[:HEADING_LENGTH]}"
