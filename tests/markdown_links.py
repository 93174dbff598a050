"""Where the links of a page in Markdown lead."""

import re
from pathlib import Path

LINK = re.compile(r"\]\((?!https?://)([^)#]*)(?:#([^)]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def broken_links(page: Path) -> list[str]:
    """Those to a file that isn't there, or to a heading that its page does not have; of the web, none."""
    text = CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))
    return [f"{file}#{anchor}" for file, anchor in LINK.findall(text) if not _leads(page, file, anchor)]


def _leads(page: Path, file: str, anchor: str) -> bool:
    target = (page.parent / file) if file else page
    return target.is_file() and (not anchor or anchor in anchors(target))


def anchors(page: Path) -> set[str]:
    """The names of a page's headings as GitHub makes them, the first of each alone."""
    text = CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}
