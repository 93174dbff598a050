"""Organizations by the names that a form gives them: known ones are found, new ones get a code."""

from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher

from inventory.faults import FaultKind
from inventory.files.cells.codes import NewCodes
from inventory.files.cells.names import has_diacritics, kind_of, name_key, plain_key
from inventory.model import Name, Organization
from inventory.safe_text import quoted
from inventory.words import WrongValueError

ALIKE = 0.9  # of 1: names that differ by a slip of the keyboard
LONGEST_NAME = 300

SEVERAL = FaultKind(
    vi="{value} có thể là {codes}: ghi mã của tổ chức được nói tới",
    en="{value} may be any of {codes}: write the code of the one that is meant",
)
NEAR = FaultKind(
    vi="chưa có {value}, nhưng có {name} ({code}): nếu đúng là tổ chức đó thì ghi mã, nếu không thì nhập "
    "tổ chức mới trước",
    en="{value} is not known, but {name} ({code}) is: write that code if "
    "it is meant, or import the new organization first",
)
TOO_LONG = FaultKind(
    vi="{value} dài hơn {most} ký tự: rút ngắn tên",
    en="{value} is longer than {most} characters: shorten the name",
)


class Organizations:
    """Known organizations, and those that the form adds; ``on``: the day on which they exist."""

    def __init__(self, stored: Iterable[Organization], on: date) -> None:
        self.stored = tuple(stored)
        self.on = on
        self.added: dict[tuple[str, ...], Organization] = {}
        self._codes = NewCodes(organization.code for organization in self.stored)
        self._by_code = {organization.code.casefold(): organization for organization in self.stored}

    @property
    def everyone(self) -> tuple[Organization, ...]:
        """The known ones, and those added so far."""
        return (*self.stored, *self.added.values())

    def find(self, name: Name) -> Organization:
        """The organization of a name, or with a code; a new one when no known name is like it.

        Raises:
            WrongValueError: several may be meant, or a known name is so like it that it may be a slip.

        """
        if body := self._by_code.get(name.casefold()):
            return body
        same = self._same(name)
        if len(same) > 1:
            codes = ", ".join(organization.code for organization in same)
            raise WrongValueError(SEVERAL(value=quoted(name), codes=codes))
        if same:
            return same[0]
        self._refuse_near(name)
        return self._add(name)

    def _same(self, name: str) -> list[Organization]:
        exact, plain = name_key(name), plain_key(name)
        same = [body for body in self.everyone if name_key(body.name) == exact]
        if not same and not has_diacritics(name):
            same = [body for body in self.everyone if plain_key(body.name) == plain]
        existing = [body for body in same if body.exists(self.on)]
        return existing or same

    def _refuse_near(self, name: str) -> None:
        plain = " ".join(plain_key(name))
        twins = (body for body in self.added.values() if " ".join(plain_key(body.name)) == plain)
        near = next(
            (body for body in self.stored if _alike(plain, " ".join(plain_key(body.name)))), next(twins, None)
        )
        if near is not None:
            raise WrongValueError(NEAR(value=quoted(name), name=quoted(near.name), code=near.code))

    def _add(self, name: str) -> Organization:
        if len(name) > LONGEST_NAME:
            raise WrongValueError(TOO_LONG(value=quoted(name), most=LONGEST_NAME))
        organization = Organization(code=self._codes.of_name(name), name=name, kind=kind_of(name))
        self.added[name_key(name)] = organization
        return organization


def _alike(plain: str, other_name: str) -> bool:
    if _numbers(plain) != _numbers(other_name):  # Phường 10 is not Phường 11
        return False
    matcher = SequenceMatcher(None, plain, other_name, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _numbers(plain: str) -> list[str]:
    return [word for word in plain.split() if any(letter.isdecimal() for letter in word)]
