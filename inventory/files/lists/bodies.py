"""Organizations by the names that a list gives them. No name is taken to be of one body alone."""

from collections import defaultdict
from collections.abc import Sequence

from inventory.faults import FaultKind
from inventory.files.assembling.naming import SEVERAL
from inventory.files.cells.codes import NewCodes
from inventory.files.cells.names import kind_of, name_key
from inventory.model import Code, Organization
from inventory.safe_text import quoted
from inventory.words import WrongValueError

LONGEST_NAME = 300
TOO_LONG = FaultKind(
    vi="dài hơn {most} ký tự: rút ngắn lại", en="is longer than {most} characters: shorten it"
)


class ListBodies:
    """Those that are stored, and those that a list adds. ``qualifiers``: of each name, the places it has."""

    def __init__(self, stored: Sequence[Organization]) -> None:
        self.qualifiers: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self.added: dict[object, Organization] = {}
        self._codes = NewCodes(body.code for body in stored)
        self._by_code = {body.code.casefold(): body for body in stored}
        self._named: dict[tuple[str, ...], list[Organization]] = defaultdict(list)
        for body in stored:
            self._named[name_key(body.name)].append(body)

    def note(self, name: str, qualifier: str) -> None:
        """Look ahead: a name with several places is of several bodies."""
        self.qualifiers[name_key(name)].add(qualifier)

    def find(self, name: str, qualifier: str = "", parent: Code | None = None) -> Organization:
        """The body of a name, or with a code; a new one when none is known.

        Raises:
            WrongValueError: several may be meant, or no name is so long.

        """
        if (body := self._by_code.get(name.casefold())) is not None:
            return body
        key = name_key(name)
        place = qualifier if len(self.qualifiers.get(key, ())) > 1 else ""
        if (added := self.added.get((key, place, parent))) is not None:
            return added
        same = [body for body in self._named.get(key, ()) if parent is None or body.parent in (parent, None)]
        if place or len(same) > 1:
            same = [body for body in same if body.notes == qualifier] or ([] if place else same)
        if len(same) > 1:
            codes = ", ".join(body.code for body in same)
            raise WrongValueError(SEVERAL(value=quoted(name), codes=codes))
        return same[0] if same else self._add(name, place, parent)

    def _add(self, name: str, place: str, parent: Code | None) -> Organization:
        if len(name) > LONGEST_NAME:
            raise WrongValueError(TOO_LONG(most=LONGEST_NAME))
        code = self._codes.of_name(name, ending=place.rpartition(", ")[2])
        body = Organization(code=code, name=name, kind=kind_of(name), parent=parent, notes=place or None)
        self.added[name_key(name), place, parent] = body
        return body
