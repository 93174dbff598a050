"""Pages that are not yet the page: built by scripts, or sending the visitor on by other means than HTTP."""

import re
from itertools import islice

from checks.evidence import clip
from checks.facts import Exchange, NotTested
from checks.facts.blocking import LITTLE, shown
from checks.markup import PAGE_LENGTH, meta_contents, tags
from checks.model import Reason

MOUNTS = frozenset(
    {"root", "app", "__next", "__nuxt", "app-root", "main-app", "q-app", "ember-app", "svelte"}
)
DIVISIONS = 200  # looked at
START = 50_000  # characters of a page in which a frame, a script or a mount point is looked for
_FRAME = re.compile(r"<i?frame\s[^>]{0,200}?\ssrc=|<i?frame\ssrc=", re.IGNORECASE)
_MOVES = re.compile(r"\blocation\.(?:replace|assign)\s*\(|\blocation(?:\.href)?\s*=[^=]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SCRIPT = re.compile(r"<script(?=[\s>/]).*?(?:</script|\Z)", re.IGNORECASE | re.DOTALL)
_INNER = re.compile(r"<i?frame\s[^>]{0,2000}", re.IGNORECASE)
_HANDLER = re.compile(r"""\son[a-z]{3,20}\s{0,5}=\s{0,5}(?:"[^"]{0,2000}|'[^']{0,2000})""", re.IGNORECASE)


def brought_by(body: str, name: str) -> NotTested | None:
    """Whether a script, a frame or a handler names what the markup does not; None: nothing does."""
    searched = _COMMENT.sub(" ", body[:PAGE_LENGTH]).lower()
    kinds = ((_SCRIPT, "a script"), (_INNER, "a frame"), (_HANDLER, "a handler of a script"))
    for pattern, kind in kinds:
        if any(name in found.group() for found in pattern.finditer(searched)):
            return NotTested(reason=Reason.UNREADABLE, detail=f"{kind} brings the label; scripts are not run")
    return None


def not_the_page(page: Exchange) -> NotTested | None:
    """Why a page shows less than a visitor sees; None when it shows its content itself."""
    start = page.body[:START]
    refreshes = (*page.values("refresh"), *meta_contents(start, "http-equiv", "refresh", everywhere=True))
    if forwards := [refresh for refresh in refreshes if "url" in refresh.lower()]:
        detail = clip(f"the page forwards by a refresh: {forwards[0]}")
        return NotTested(reason=Reason.ELSEWHERE, detail=detail)
    if len(shown(page.body)) > LITTLE:
        return None
    if _MOVES.search(start) is not None:
        return NotTested(reason=Reason.ELSEWHERE, detail="the page forwards by a script")
    if _is_framed(start):
        return NotTested(reason=Reason.ELSEWHERE, detail="the page shows another one in a frame")
    if _is_built_by_scripts(start):
        return NotTested(reason=Reason.UNREADABLE, detail="the page is built by scripts, which are not run")
    return None


def _is_framed(body: str) -> bool:
    return _FRAME.search(body) is not None


def _is_built_by_scripts(body: str) -> bool:
    """A framework's mount point, or next to no text beside scripts."""
    mounted = (tag.get("id", "").lower() in MOUNTS for tag in islice(tags(body, "div"), DIVISIONS))
    return "<script" in body.lower() and (any(mounted) or not shown(body) or "<app-root" in body.lower())
