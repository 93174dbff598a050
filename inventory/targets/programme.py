"""The national IPv6 programme's dates: data in ``ipv6-programme.toml``, each step with its confidence."""

from datetime import date
from functools import lru_cache
from importlib.resources import files

from inventory.model import Strict, Text
from inventory.targets.plan import Percentage
from inventory.toml_files import parsed

FILE = "ipv6-programme.toml"


class ProgrammeStep(Strict):
    """What a decision asks for by ``until``, its last day; the share in percent, where it names one."""

    decision: str  # its number
    year: int | None = None  # in which it was decided, where that is no part of the number
    text: Text
    begins: date | None = None
    until: date
    least_percent: Percentage | None = None
    most_percent: Percentage | None = None
    verified: bool  # False: shown as "cần đối chiếu / to be verified"


class Programme(Strict):
    """Its steps, in the order in which they are due."""

    steps: tuple[ProgrammeStep, ...]


@lru_cache(maxsize=1)
def ipv6_programme() -> tuple[ProgrammeStep, ...]:
    """The steps that are known."""
    text = (files("inventory.targets") / FILE).read_text(encoding="utf-8")
    return parsed(FILE, text, Programme).steps
