"""Every way of tampering that is known, each on several sites."""

from collections.abc import Iterator
from random import Random

from benchmarks.content.site import Site
from benchmarks.content.tampered import (
    changed,
    cloaks,
    defaced,
    disguises,
    hiding,
    moving,
    pages,
    scripted,
    unlinked,
)

ROOMS = (hiding, unlinked, disguises, scripted, pages, cloaks, moving, defaced, changed)


def sites(chance: Random, each: int) -> Iterator[Site]:
    """So many sites of each technique."""
    for room in ROOMS:
        for technique, make in room.TECHNIQUES.items():
            for number in range(each):
                yield make(Random(f"{chance.random()}"), f"{technique}-{number}")._replace(
                    technique=technique
                )
