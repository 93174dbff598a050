"""Files, listings and panels of the site at one address, where the owner allows asking for them."""

from collections.abc import Iterator, Sequence

from checks.facts import AddressFacts, FilesFacts, HttpFacts, NotTested, Part, Unseen, Visit
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.look import NO_WEB_SITE, NOT_WANTED, Look
from scanner.scans.of_addresses import LEAN

NO_FILES = "asking for files needs the word files in the permission, or --files"


def asks_files(look: Look) -> bool:
    """Whether files are asked for, as far as it is known before any answer."""
    return look.wants(FilesFacts) and look.planned.permit.files


async def ask_files(
    look: Look, http: HttpFacts | NotTested, others: Sequence[AddressFacts]
) -> FilesFacts | NotTested:
    """Where the start page was seen; in a time of its own, as it asks one path after the other."""
    if not look.wants(FilesFacts):
        return NOT_WANTED
    if look.context.settings.depth == "lean":
        return LEAN
    if not look.planned.permit.files:
        return NotTested(reason=Reason.NOT_PERMITTED, detail=NO_FILES)
    if look.planned.starttls:
        return NO_WEB_SITE
    if isinstance(http, NotTested):
        return http
    from scanner.probes import files  # noqa: PLC0415 - a look without files does not wait for its modules

    scope = look.planned.neighbours | {look.target.host}
    asking = files.probe(
        look.target,
        http,
        scope,
        tuple(unlike(http, others, Part.FILES_ADDRESSES, Reason.NOT_REQUESTED)),
        look.context,
    )
    return await look.bounded(asking, in_own_time=True)


def unlike(http: HttpFacts, others: Sequence[AddressFacts], part: Part, reason: Reason) -> Iterator[Unseen]:
    """The addresses that show another start page: what is behind it is another's, and was not looked at."""
    from scanner.probes.http.comparing import alike  # noqa: PLC0415 - as above

    for other in others:
        if other.http_like is not None or isinstance(other.http, NotTested):
            continue
        ours, theirs = _page(http), _page(other.http)
        if ours is not None and theirs is not None and not alike(ours, theirs):
            detail = f"{other.address} shows another page, behind which nothing was looked at"[:DETAIL_LENGTH]
            yield Unseen(part=part, reason=reason, detail=detail)


def _page(http: HttpFacts) -> Visit | None:
    return next(iter(http.page_visits), None)
