"""The words of the reports in one language: ``locale/*.toml``, and how dates and numbers are written."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Protocol

from checks.model import Language, Reason
from checks.reasons import REASONS
from checks.words import OUTCOMES, SEVERITIES
from inventory import dates
from inventory.targets.quarters import MONTHS, quarter_end
from reports.text.citations import cited

NO_BREAK = "\u00a0"
NO_DATA = "–"
MINUS = "−"
SEPARATORS = str.maketrans(",.", ".,")  # English ones to Vietnamese ones
ROMAN = ("I", "II", "III", "IV")


class BothLanguages(Protocol):
    """A text of checks or of the inventory, which know nothing of each other."""

    def to(self, language: Language) -> str:
        """The text in one language."""


@dataclass(frozen=True)
class Locale:
    """``strings``: by dotted key; a count's string has the endings ``.one`` and ``.other``."""

    language: Language
    strings: Mapping[str, str]

    def t(self, key: str, **values: object) -> str:
        """A string with its values.

        Raises:
            KeyError: no such string, or a value is missing: an error of this program.

        """
        return self.strings[key].format(**values)

    def n(self, key: str, count: int, **values: object) -> str:
        """A counted string; ``{n}`` is the count."""
        form = "one" if count == 1 else "other"
        return self.t(f"{key}.{form}", n=self.integer(count), **values)

    def between(self, key: str, least: int, most: int) -> str:
        """A counted string for a number that is only known to lie between two."""
        return self.t(f"{key}.{'one' if most == 1 else 'other'}", n=self.span(least, most))

    def span(self, least: int, most: int) -> str:
        """``4``; ``2 to 4``; ``at most 4``."""
        if least == most:
            return self.integer(most)
        key = "count.between" if least else "count.at_most"
        return self.t(key, least=self.integer(least), most=self.integer(most))

    def text(self, text: BothLanguages) -> str:
        """The text in this language."""
        return text.to(self.language)

    def citation(self, source: str) -> str:
        """A citation of Vietnamese law in this language."""
        return self.text(cited(source))

    def reason(self, reason: Reason) -> str:
        """Why something was not tested, as a heading or a cell."""
        phrase = self.text(REASONS[reason].phrase)
        return phrase[0].upper() + phrase[1:]

    def month(self, day: date) -> str:
        """``8/2025`` in Vietnamese, ``2025-08`` in English: what is foretold is not known to the day."""
        return f"{day.month}/{day.year}" if self.language == "vi" else f"{day:%Y-%m}"

    def quarter(self, day: date) -> str:
        """``Quý III/2023`` in Vietnamese, ``Q3 2023`` in English; of a day inside a quarter, the day."""
        if day != quarter_end(day):
            return self.date(day)
        number = day.month // MONTHS
        numeral = ROMAN[number - 1] if self.language == "vi" else number
        return self.t("trend.quarter", number=numeral, year=day.year)

    def date(self, day: date | None) -> str:
        """``31/05/2023`` in Vietnamese, ISO 8601 in English."""
        if day is None:
            return NO_DATA
        return f"{day:%d/%m/%Y}" if self.language == "vi" else day.isoformat()

    def moment(self, moment: datetime | None) -> str:
        """Date and minute in the zone that ``zone`` names."""
        return NO_DATA if moment is None else dates.moment(moment, self.language)

    @property
    def zone(self) -> str:
        """The zone of all moments, named once on a page: ``giờ Việt Nam``."""
        return dates.zone_name(self.language)

    def integer(self, number: int) -> str:
        """With a separator for thousands: ``1.234`` in Vietnamese, ``1,234`` in English."""
        return self._separators(f"{number:,}")

    def number(self, number: float) -> str:
        """At most one decimal: ``12,9`` in Vietnamese, ``12.9`` in English; ``80``, ``−3`` in both."""
        return self._separators(f"{number:,.1f}".removesuffix(".0").replace("-", MINUS))

    def signed(self, number: int) -> str:
        """``+8``, ``−3``, ``0``."""
        sign = "+" if number > 0 else MINUS if number < 0 else ""
        return sign + self.integer(abs(number))

    def percent(self, number: float | None, none: str = NO_DATA) -> str:
        """``12,9%`` in Vietnamese, with no blank as decisions and their annexes have it; else ``12.9%``."""
        return none if number is None else f"{self.number(number)}%"

    def _separators(self, text: str) -> str:
        return text.translate(SEPARATORS) if self.language == "vi" else text


@cache
def load(language: Language) -> Locale:
    """The words of one language."""
    text = (files("reports") / "locale" / f"{language}.toml").read_text(encoding="utf-8")
    return Locale(language=language, strings=dict([*_of_checks(language), *_flattened(tomllib.loads(text))]))


def _of_checks(language: Language) -> Iterator[tuple[str, str]]:
    """The checks' own words, which stand in no TOML, as a cell or a badge begins: with a capital letter."""
    for key, words in (("severity", SEVERITIES), ("outcome", OUTCOMES)):
        for value, text in words.items():
            word = text.to(language)
            yield f"{key}.{value}", word[:1].upper() + word[1:]


def _flattened(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
