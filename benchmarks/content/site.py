"""A generated site: what it answers at each path to whoever asks."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

HTML = "text/html; charset=utf-8"


class Asked(NamedTuple):
    """One request as a site tells clients apart."""

    path: str
    agent: str = ""
    referer: str = ""

    @property
    def is_crawler(self) -> bool:
        """By its name, as cloaks look for it."""
        return "googlebot" in self.agent.lower()

    @property
    def is_phone(self) -> bool:
        """By the word that phones say."""
        return "mobile" in self.agent.lower()

    @property
    def is_from_search(self) -> bool:
        """By where it comes from."""
        return any(name in self.referer for name in ("google.", "coccoc.", "bing."))


class Answer(NamedTuple):
    """Status, body, kind, and where to."""

    body: str = ""
    status: int = 200
    kind: str = HTML
    location: str = ""
    headers: tuple[tuple[str, str], ...] = ()


NOT_FOUND = Answer(
    "<html><head><title>404</title></head><body><h1>Không tìm thấy trang</h1></body></html>", 404
)
Responder = Callable[[Asked], Answer | None]


class Site(NamedTuple):
    """``technique``: how it is tampered with; empty: it is not. ``special``: answers before the pages do.

    ``before``: its pages at the last clean look, a few days ago; empty: there was none.
    """

    name: str
    kind: str
    technique: str
    pages: Mapping[str, Answer]
    special: Responder | None = None
    before: Mapping[str, Answer] = {}

    def answer(self, asked: Asked) -> Answer:
        """What is answered."""
        if self.special is not None and (answer := self.special(asked)) is not None:
            return answer
        path = asked.path.partition("?")[0]
        for known in (path, path.rstrip("/"), "*"):
            if known in self.pages:
                return self.pages[known]
        return NOT_FOUND
