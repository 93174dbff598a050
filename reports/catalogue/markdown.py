"""Pages in Markdown: what the documentation of the checks and that of the commands share."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from checks.model import Language, Text

INDEX = "README.md"
NAMES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}
GENERATED = (
    "Do `make docs` tạo ra từ mã nguồn; không sửa tay. / Made from the code by `make docs`; don't edit.\n"
)
ESCAPED = re.compile(r"([\\`*_<>\[\]|])")


def escape(text: str) -> str:
    """A text in which nothing is markup."""
    return ESCAPED.sub(r"\\\1", text)


def both(text: Text) -> str:
    """A text in both languages, Vietnamese first."""
    return f"{text.vi} / {text.en}"


def table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; the cells are Markdown, without line breaks."""
    names, *lines = (f"| {' | '.join(cells)} |\n" for cells in (head, *rows))
    return f"{names}{'|---' * len(head)}|\n{''.join(lines)}"


def write(folder: Path, pages: Mapping[str, str]) -> None:
    """Write every page, and remove those that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.md"):
        if stale.name not in pages:
            stale.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
