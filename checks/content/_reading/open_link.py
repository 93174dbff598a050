"""A link from its start tag to its end tag: what it says, and whether anything of it can be seen."""

from checks.content._styles.hiding import Hide, State, snippet
from checks.content._styles.selectors import Element

TEXT_LENGTH = 300
_STOPS = frozenset({".", ",", "·", "-", "•", "|", "\u200c", "\u200b", "\xa0", "'", "…"})

Hides = tuple[Hide, ...]


class OpenLink:
    """One that is not closed yet. ``shows``: something in it is in plain sight."""

    def __init__(self, url: str, element: Element, state: State) -> None:
        self.url, self.element, self.state = url, element, state
        self.shows = False
        self._named = [element.attributes.get(name, "") for name in ("title", "aria-label")]
        self._pictures: list[str] = []
        self._seen: list[str] = []
        self._length = 0
        self._hidden: Hides = ()

    def take_text(self, text: str, hides: Hides) -> None:
        """Text within it, and how that is hidden."""
        if self._length < TEXT_LENGTH:
            self._seen.append(text[:TEXT_LENGTH])
            self._length += len(text)
        if text.strip():
            self._hidden = self._hidden or hides
            self.shows = self.shows or (not hides and text.strip() not in _STOPS)

    def take_picture(self, described: str, *, visible: bool) -> None:
        """A picture, an icon or a control within it."""
        if len(self._pictures) < TEXT_LENGTH:
            self._pictures.append(described[:TEXT_LENGTH])
        self.shows = self.shows or visible

    @property
    def text(self) -> str:
        """All that it says."""
        return " ".join(" ".join(("".join(self._seen), *self._named, *self._pictures)).split())[:TEXT_LENGTH]

    def hides(self, outer: Hides) -> Hides:
        """How it is hidden; ``outer``: as the element itself is. Empty when any of it can be seen."""
        if outer and (self.state.hides or not self.shows):
            return outer
        if self.shows:
            return ()
        return self._hidden or (self._without_text(),)

    def _without_text(self) -> Hide:
        """A link on nothing; one with a class or a name may be drawn by a style sheet."""
        drawn = bool(self.element.classes) or any(self._named)
        return Hide("a link without text", snippet("a", f'href="{self.url}"'), drawn)
