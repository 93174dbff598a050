"""The pages of a site beyond its start page, for checks that read them beside what else they know.

A page is what the browser was shown. Where no walk was taken, there are none.
"""

from collections.abc import Collection, Iterator

from checks.facts import Client, Exchange, Facts, HttpFacts, SiteFacts, SitePage, Visit
from checks.facts.site import Found
from checks.pages import visits

ERRORS: tuple[Found, ...] = ("missing", "error")


def walked(facts: Facts) -> tuple[SitePage, ...]:
    """The pages of the walk; none where there was no walk."""
    return facts.site.pages if isinstance(facts.site, SiteFacts) else ()


def shown(page: SitePage) -> Exchange | None:
    """What the browser was shown in the end; None: nothing."""
    visit = page.seen_by(Client.BROWSER)
    return visit.last if visit is not None else None


def walked_answers(facts: Facts, found: Collection[Found] = ()) -> Iterator[Exchange]:
    """What the browser was shown of the pages of these kinds, or of all."""
    answers = (shown(page) for page in walked(facts) if not found or page.found in found)
    yield from (answer for answer in answers if answer is not None)


def login_visits(facts: Facts) -> Iterator[Visit]:
    """How the browser got to the pages of a walk that ask for a login."""
    visits_of = (page.seen_by(Client.BROWSER) for page in walked(facts) if page.found == "login")
    yield from (visit for visit in visits_of if visit is not None)


def every_page(facts: Facts) -> tuple[Exchange, ...]:
    """The last answer of each visit of the start page and of the walk; what is alike once."""
    of_probe = facts.http if isinstance(facts.http, HttpFacts) else None
    started = [visit.last for visit in visits(of_probe) if visit.last is not None] if of_probe else []
    return tuple(
        {(answer.url, answer.body): answer for answer in (*started, *walked_answers(facts))}.values()
    )
