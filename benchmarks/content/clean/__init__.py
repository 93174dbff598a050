"""Sites in good order, with everything that may look otherwise."""

from collections.abc import Iterator
from random import Random

from benchmarks.content.clean import addresses, changed, makes, speaking, strange, wary, words
from benchmarks.content.site import Site

ROOMS = (speaking, wary, words, makes, addresses, strange, changed)
KINDS = {kind: make for room in ROOMS for kind, make in room.KINDS.items()}
SPEAKING = frozenset({**speaking.KINDS, **wary.KINDS})  # pages that speak of gambling and its kin


def sites(chance: Random, count: int) -> Iterator[Site]:
    """So many, of every kind in turn."""
    kinds = list(KINDS.items())
    for number in range(count):
        kind, make = kinds[number % len(kinds)]
        yield make(Random(f"{chance.random()}"), f"clean-{number}")._replace(kind=kind)
