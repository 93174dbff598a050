"""Who stands in for a body that ended: bodies merge, and what they had is their successor's from then on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from inventory.model import Code, Organization


class Successors:
    """The bodies of an inventory, and who took over what each had.

    A body's successor is the one it names (``merged_into``), else the only one that names it among its
    predecessors. Of several that do (a body that was split) none can be told: the ended body stays the owner.
    """

    def __init__(self, organizations: Iterable[Organization]) -> None:
        self._bodies = {body.code: body for body in organizations}
        self._next = dict(_successors(self._bodies))
        self._told: dict[tuple[Code, date], Code] = {}  # asked so far: few bodies have thousands of systems

    def on(self, code: Code, day: date) -> Code:
        """Who answers on a day for what a body had: itself while it exists, then its successor, and so on."""
        told = self._told.get((code, day))
        if told is None:
            told = self._told[code, day] = self._followed(code, day)
        return told

    def _followed(self, code: Code, day: date) -> Code:
        visited: set[Code] = set()
        while code not in visited and self._ended(code, day) and code in self._next:
            visited.add(code)
            code = self._next[code]
        return code

    def predecessors(self, code: Code, day: date) -> tuple[Code, ...]:
        """The ended bodies for which a body answers on a day, sorted; itself left out."""
        return tuple(sorted(ended for ended in self._next if ended != code and self.on(ended, day) == code))

    def _ended(self, code: Code, day: date) -> bool:
        body = self._bodies.get(code)
        return body is not None and body.valid_to is not None and body.valid_to <= day


def _successors(bodies: Mapping[Code, Organization]) -> Iterator[tuple[Code, Code]]:
    heirs: dict[Code, list[Code]] = defaultdict(list)
    for body in bodies.values():
        for predecessor in set(body.predecessors):
            heirs[predecessor].append(body.code)
    for code, body in bodies.items():
        if body.merged_into is not None:
            yield code, body.merged_into
        elif len(heirs[code]) == 1:
            yield code, heirs[code][0]
