"""What of a clean look a later one is held beside: of this walk, and of the clean looks before it."""

from collections.abc import Iterator
from itertools import islice

from checks.content._judging.walks import FIRST_ERROR, View, Walk, walk_of
from checks.content._reading.addresses import host_of
from checks.content._reading.page import Reading
from checks.content._words.folding import words
from checks.content._words.names import domain_of
from checks.facts import Client, EarlierDomain, EarlierFacts, EarlierPage, EarlierText, Facts
from checks.facts.earlier.look import ADDRESS_LENGTH, ADDRESSES, DOMAINS, PAGES, TEXTS
from checks.facts.earlier.sketch import WORDS_READ, runs_of

KEPT_SHARE = 0.2  # of a text's runs that stood in another one, from which the two are versions of one text
_LETTERS_OF_A_WORD = 8  # more than words have on the average: what is not read is not folded either


def remembered(facts: Facts) -> EarlierFacts:
    """The memory that a clean look leaves, put together with the one it was held beside.

    Raises:
        FactsMissingError: no walk was made.

    """
    walk, at = walk_of(facts), facts.target.observed_at
    before = facts.earlier if isinstance(facts.earlier, EarlierFacts) else None
    old = {one.name: one for one in before.domains} if before else {}
    now = {name: old.get(name) or EarlierDomain(name=name, first_seen=at) for name in domains_of(walk)}
    return EarlierFacts(
        observed_at=at,
        since=before.since if before else at,
        addresses=_addresses(walk, before),
        pages=tuple(islice(_pages(walk, before), PAGES)),
        domains=tuple(islice({**now, **old}.values(), DOMAINS)),
        is_cut=len(now) > DOMAINS,
    )


def domains_of(walk: Walk) -> tuple[str, ...]:
    """Every registrable domain but the site's own that anybody was led to, honest ones too; sorted."""
    readings = (view.reading for view in walk.views if view.reading)
    hosts = {host for reading in readings for host in reading.hosts}
    hosts |= {host_of(view.left_to) for view in walk.views if view.left_to}
    return tuple(sorted({domain_of(host) for host in hosts if host} - walk.domains))


def address_key(view: View) -> str:
    """By what a page is known again: its address without scheme."""
    return view.page.url.partition("://")[2][:ADDRESS_LENGTH]


def known_pages(walk: Walk) -> Iterator[tuple[View, Reading]]:
    """The pages that a browser was shown, errors left out."""
    for view in walk.views:
        if view.client is Client.BROWSER and view.reading and view.reading.status < FIRST_ERROR:
            yield view, view.reading


def runs_in(reading: Reading) -> frozenset[int]:
    """The runs of words of what a page shows; numbers left out, as dates and counters change every day."""
    text = reading.text[: WORDS_READ * _LETTERS_OF_A_WORD]
    return runs_of(word.plain for word in words(text) if not word.plain.isdigit())


def _addresses(walk: Walk, before: EarlierFacts | None) -> tuple[str, ...]:
    now = [address_key(view) for view, _ in known_pages(walk)]
    return tuple(dict.fromkeys((*now, *(before.addresses if before else ()))))[:ADDRESSES]


def _pages(walk: Walk, before: EarlierFacts | None) -> Iterator[EarlierPage]:
    """Those of this walk as they are and were, then those that it did not come to."""
    old = {page.address: page for page in before.pages} if before else {}
    for view, reading in known_pages(walk):
        address = address_key(view)
        known = old.pop(address, None)
        yield EarlierPage(address=address, texts=_texts(reading, known.texts if known else ()))
    yield from old.values()


def _texts(reading: Reading, before: tuple[EarlierText, ...]) -> tuple[EarlierText, ...]:
    """The newest first; those before it that are no versions of it stay, as pages go to and fro."""
    runs = runs_in(reading)
    new = EarlierText.of(reading.title, runs)
    others = [one for one in before if (one.share_of(runs) or 0.0) <= KEPT_SHARE]
    return (new, *others)[:TEXTS]
