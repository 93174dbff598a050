"""The fixed words of the form, from ``wording.toml``: they stand in the document letter by letter."""

from datetime import date
from functools import cache
from importlib.resources import files

from inventory.model import Strict
from inventory.toml_files import parsed


class GeneralWords(Strict):
    """Part 1: its title and its seven lines."""

    title: str
    total: str
    classified: str
    dossiers: str
    appraised: str
    approved: str
    assessed: str
    expected: str


class BodyWords(Strict):
    """Part 2: its title, its two items and their five lines."""

    title: str
    owner: str
    owner_name: str
    unit: str
    unit_name: str
    functions: str
    head: str
    address: str
    contact: str


class TableWords(Strict):
    """Part 3."""

    title: str


class AnnexWords(Strict):
    """An annex, and the clause that asks for what it holds."""

    source: str
    title: str


class AnnexesWords(Strict):
    """Those of article 36."""

    national_list: AnnexWords
    regulation: AnnexWords
    plan: AnnexWords


class FormWords(Strict):
    """All of the form."""

    number: str
    source: str
    verified: bool
    valid_from: date  # a form of an earlier day does not rest on this decree
    basis: str
    subject: str
    general: GeneralWords
    bodies: BodyWords
    systems: TableWords
    annexes: AnnexesWords

    def holds(self, on: date) -> bool:
        """Whether the decree that has the form is in force."""
        return self.valid_from <= on


@cache
def words() -> FormWords:
    """As they ship."""
    name = "wording.toml"
    text = (files("reports.official.mau08") / name).read_text(encoding="utf-8")
    return parsed(name, text, FormWords)
