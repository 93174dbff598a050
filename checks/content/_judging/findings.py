"""What was found on a page, as evidence: link, text, where it hides, page, client, how to see it oneself."""

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import JsonValue

from checks.content._judging.reproducing import curl
from checks.content._judging.walks import View, Walk
from checks.content._reading.page import Link, Move
from checks.evidence import clip
from checks.facts import Client

SHOWN = 12  # findings of one verdict
EARLIER_KEY = "earlier"  # in the evidence: what an earlier look tells of it, which changes with each look
LINK_LENGTH = 300


class Finding(NamedTuple):
    """One finding. ``sign``: what makes it one; ``words``: of the trades, as they were met.

    ``there_since``: the first clean look that saw its domain; ``first_seen_after``: the last one, which had
    not seen it.
    """

    page: str
    client: Client
    sign: str
    link: str = ""
    text: str = ""
    hidden_by: str = ""
    words: tuple[str, ...] = ()
    wanted: str = ""  # what to look for in the answer
    in_header: bool = False
    title_before: str = ""  # of the page, at the last clean look
    there_since: str = ""
    first_seen_after: str = ""

    @property
    def evidence(self) -> dict[str, JsonValue]:
        """Bounded; what is empty is left out."""
        told: dict[str, JsonValue] = {
            "page": clip(self.page, LINK_LENGTH),
            "client": self.client.value,
            "sign": self.sign,
            "link": clip(self.link, LINK_LENGTH),
            "text": clip(self.text),
            "hidden_by": clip(self.hidden_by),
            "words": clip(", ".join(self.words)),
            "title_before": clip(self.title_before),
            EARLIER_KEY: self._age,
            "reproduce": curl(self.page, self.client, self.wanted, head=self.in_header),
        }
        return {key: value for key, value in told.items() if value}

    @property
    def _age(self) -> dict[str, JsonValue]:
        days = {"there_since": self.there_since, "first_seen_after": self.first_seen_after}
        return {key: value for key, value in days.items() if value}


def of_link(view: View, link: Link, sign: str, words: Iterable[str] = ()) -> Finding:
    """A link on a page."""
    ways = [f"{hide.way}: {hide.by}" if hide.by else hide.way for hide in link.hides]
    origins = {
        "script": "written by a script",
        "decoded": "written by a disguised script",
        "comment": "in a comment",
    }
    hidden_by = "; ".join([*ways, *([origins[link.origin]] if link.origin in origins else [])])
    wanted = "" if link.origin in {"script", "decoded"} else link.host
    return Finding(address(view), view.client, sign, link.url, link.text, hidden_by, tuple(words), wanted)


def of_move(view: View, move: Move) -> Finding:
    """What sends a visitor away."""
    in_header = move.way in {"http", "refresh"}
    wanted = "" if move.decoded else move.host
    hidden_by = "a disguised script" if move.decoded else ""
    return Finding(
        address(view),
        view.client,
        move.way,
        move.url,
        move.quote,
        hidden_by,
        wanted=wanted,
        in_header=in_header,
    )


def address(view: View) -> str:
    """The address that the client asked for."""
    return view.visit.exchanges[0].url if view.visit.exchanges else view.page.url


def evidence_of(found: list[Finding], walk: Walk) -> dict[str, JsonValue]:
    """The first findings, and how many there are in all."""
    shown: list[JsonValue] = [one.evidence for one in found[:SHOWN]]
    return {"found": shown, "found_in_all": len(found), **looked_at(walk)}


def looked_at(walk: Walk) -> dict[str, JsonValue]:
    """How many pages, as whom, and how many more there were no requests for."""
    clients: list[JsonValue] = [
        client.value for client in Client if any(view.client is client for view in walk.views)
    ]
    left: dict[str, JsonValue] = {"pages_left": walk.left} if walk.left else {}
    return {"pages_seen": len({view.page.url for view in walk.views}), **left, "seen_as": clients}


def unlike(found: Iterable[Finding]) -> list[Finding]:
    """Each link once, at the first client who was shown it; a menu stands on every page."""
    first: dict[tuple[str, str, str], Finding] = {}
    for one in found:
        key = (one.sign, one.link, one.text) if one.link else (one.sign, one.page, one.text)
        first.setdefault(key, one)
    return list(first.values())
