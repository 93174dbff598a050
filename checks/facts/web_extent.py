"""What of a site was not seen, told from its visits alone, so that stored ones are told anew.

The page is what the https port leads to; the plain port's, where the https port is closed. It is asked for at
each family's address. An address at which nothing stands at all is the reachability checks' affair.
"""

from collections.abc import Iterable, Iterator

from checks.facts.blocking import LIMITING, blocked, certificate_demanded, firewall, limited
from checks.facts.extent import DETAIL_LENGTH, Part, Unseen
from checks.facts.target import NotTested
from checks.facts.visit import Exchange, Visit
from checks.model import Reason

OK, FIRST_SERVER_ERROR = 200, 500
PAGE_STARTS = ("<!doctype", "<html", "<?xml", "<head", "<body")
BODY_REASONS = {
    "too_long": (Reason.INCOMPLETE, "the page is longer than what is read of it"),
    "coding": (Reason.UNREADABLE, "its content coding is unknown or broken"),
    "cut_off": (Reason.INCOMPLETE, "the page was cut off"),
    "": (Reason.INCOMPLETE, "the page was not read to its end"),
}
SECURITY_TXT = "/.well-known/security.txt"
SECURITY_TXT_REFUSED = frozenset({401, 403, 405, 406, 418, 451})


def page_visit(https: Visit | None, plain: Visit | None) -> Visit | None:
    """The visit that shows the page of one address, or should have; None: nothing stands there."""
    if https is not None and https.exchanges:
        return https
    is_closed = https is None or https.refused
    if plain is not None and plain.last is not None and (is_closed or not plain.last.is_redirect):
        return plain
    return next((visit for visit in (https, plain) if visit is not None and not visit.is_dead), None)


def lost_page(visit: Visit) -> NotTested | None:
    """Why a visit did not get to the site's own page; None when it did."""
    if visit.last is None or (visit.end == "failed" and visit.last.is_redirect):
        return visit.failure or NotTested(reason=Reason.UNREACHABLE)
    if visit.end == "left_scope":
        return _told(Reason.ELSEWHERE, f"the page is at {visit.next_url}, outside what may be visited")
    if visit.end in ("redirect_loop", "too_many_redirects"):
        return _told(Reason.REDIRECT_LOOP, f"{len(visit.exchanges)} redirects, then again {visit.next_url}")
    return certificate_demanded(visit.last, wanted=visit.wants_certificate) or blocked(visit.last)


def lost_body(page: Exchange) -> NotTested | None:
    """Why a page was not read to its end; None when it was."""
    if not page.body_truncated:
        return None
    reason, why = BODY_REASONS[page.body_problem]
    return _told(reason, f"{why}; {len(page.body)} characters were read")


def lost_plain(plain: Visit, https: Visit | None) -> NotTested | None:
    """Why it is unknown what plain HTTP answers; a port that drops while the https port answers is known."""
    if plain.last is None:
        return None if plain.refused or is_filtered(plain, https) else _failure(plain)
    first = plain.exchanges[0]
    if first.is_redirect:
        return None
    return limited(first) if first.status in LIMITING else firewall(first)


def is_filtered(plain: Visit, https: Visit | None) -> bool:
    """Whether the plain port takes no connection at an address whose https port answers."""
    return plain.is_dead and not plain.refused and https is not None and bool(https.exchanges)


def lost_security_txt(visit: Visit | None) -> NotTested | None:
    """Why it is unknown whether there is a security.txt; None when it is known."""
    if visit is None:
        return NotTested(reason=Reason.UNREACHABLE, detail="security.txt was not asked for")
    if visit.end == "failed" and not visit.refused:
        return _failure(visit)
    if visit.end == "left_scope":
        return _told(Reason.ELSEWHERE, f"redirected to {visit.next_url}, outside what may be visited")
    if visit.last is None:
        return None
    return certificate_demanded(visit.last, wanted=visit.wants_certificate) or _refused_file(visit.last)


def is_text_file(answer: Exchange) -> bool:
    """Whether this is a file at all: many servers answer every address with a page (a soft 404)."""
    start = answer.body.lstrip("\ufeff \t\r\n")[:20].lower()
    kind = (answer.value("content-type") or "").lower()
    return answer.status == OK and "html" not in kind and not start.startswith(PAGE_STARTS)


def _refused_file(answer: Exchange) -> NotTested | None:
    """What a status says of a file that may be there all the same."""
    if answer.status in LIMITING:
        return limited(answer)
    if answer.status >= FIRST_SERVER_ERROR:
        return _told(Reason.UNREADABLE, f"status {answer.status}: the server failed at {SECURITY_TXT}")
    if answer.status in SECURITY_TXT_REFUSED:
        detail = f"status {answer.status}: the server refuses {SECURITY_TXT}; allow /.well-known/"
        return _told(Reason.BLOCKED_BY_WAF, detail)
    return firewall(answer)


def unseen_of(pairs: Iterable[tuple[Visit | None, Visit | None]]) -> Iterator[Unseen]:
    """What was not seen of the page and of plain HTTP, by address: pairs of https and plain visits."""
    for https, plain in pairs:
        visit = page_visit(https, plain)
        if visit is not None:
            yield from _unseen_page(visit)
        if visit is plain is not None and https is not None and not https.refused:
            yield _unseen(Part.HTTP_PAGE, _failure(https), https)
        if plain is not None and not _is_dead_address(https, plain):
            yield from _unseen_plain(plain, https)


def _is_dead_address(https: Visit | None, plain: Visit) -> bool:
    return plain.is_dead and not plain.refused and (https is None or https.is_dead)


def _unseen_plain(plain: Visit, https: Visit | None) -> Iterator[Unseen]:
    if (why := lost_plain(plain, https)) is not None:
        yield _unseen(Part.HTTP_PLAIN, why, plain)


def _unseen_page(visit: Visit) -> Iterator[Unseen]:
    if (why := lost_page(visit)) is not None:
        yield _unseen(Part.HTTP_PAGE, why, visit)
    elif visit.last is not None:
        if visit.last.status >= FIRST_SERVER_ERROR:
            failing = _told(Reason.INCOMPLETE, f"status {visit.last.status}: the site answers with an error")
            yield _unseen(Part.HTTP_PAGE, failing, visit)
        if (why := lost_body(visit.last)) is not None:
            yield _unseen(Part.HTTP_BODY, why, visit)


def _unseen(part: Part, why: NotTested, visit: Visit) -> Unseen:
    detail = f"{visit.origin} at {visit.address}: {why.detail}"
    return Unseen(part=part, reason=why.reason, detail=detail[:DETAIL_LENGTH])


def _failure(visit: Visit) -> NotTested:
    return visit.failure or NotTested(reason=Reason.UNREACHABLE)


def _told(reason: Reason, detail: str) -> NotTested:
    return NotTested(reason=reason, detail=detail[:DETAIL_LENGTH])
