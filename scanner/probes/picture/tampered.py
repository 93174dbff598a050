"""Which page is evidence of tampering, and who was shown it: as the checks of content name them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checks.facts import Client
from checks.model import Outcome, Verdict

FOUND, PAGE, CLIENT, URL = "found", "page", "client", "url"  # keys of their evidence


class TamperedPage(NamedTuple):
    """``url`` empty: the finding names none. ``client``: who was shown it; some are shown something else."""

    url: str = ""
    client: Client = Client.BROWSER


def tampered_page(verdicts: Iterable[Verdict]) -> TamperedPage | None:
    """The first page of a failure, one that a plain browser is shown before others; None: nothing fails."""
    failed = [verdict for verdict in verdicts if verdict.outcome is Outcome.FAIL]
    if not failed:
        return None
    pages = (page for verdict in failed for page in _named(verdict))
    return min(pages, key=lambda page: page.client is not Client.BROWSER, default=TamperedPage())


def _named(verdict: Verdict) -> Iterator[TamperedPage]:
    found = verdict.evidence.get(FOUND)
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and isinstance(page := one.get(PAGE), str):
            client = one.get(CLIENT)
            is_known = isinstance(client, str) and client in {*Client}
            yield TamperedPage(page, Client(str(client)) if is_known else Client.BROWSER)
    if isinstance(url := verdict.evidence.get(URL), str):
        yield TamperedPage(url)
