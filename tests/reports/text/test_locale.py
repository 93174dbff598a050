"""The words of the reports: both languages complete, nothing untranslated; numbers and dates."""

import re
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import Environment
from selectolax.lexbor import LexborHTMLParser

import reports
from checks.model import Language
from reports.text.locale import load

TEMPLATES = sorted(
    (entry.name, entry.read_text(encoding="utf-8"))
    for entry in (files("reports") / "templates").iterdir()
    if entry.name.endswith(".j2")
)
CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(reports.__file__).parent.rglob("*.py"))
)
SOURCES = CODE + "\n".join(text for _, text in TEMPLATES)
READ = ("title", "alt", "aria-label", "data-label", "placeholder")


def test_both_languages_have_the_same_keys_and_values_to_fill_in() -> None:
    """No string is missing in one language, and none drops a value that the other shows."""
    vi, en = load("vi").strings, load("en").strings
    assert vi.keys() == en.keys()
    holes = re.compile(r"\{(\w+)\}")
    assert {key for key in vi if set(holes.findall(vi[key])) != set(holes.findall(en[key]))} == set()


def test_every_string_is_used() -> None:
    """A key is named in a template or module, or its table is looked up by a value."""
    looked_up = set(re.findall(r"""["'](\w+(?:\.\w+)*)\.["'{] ?~?|f["'](\w+)\.\{""", SOURCES))
    tables = {one for pair in looked_up for one in pair if one} | {"xlsx", "family", "kind"}
    keys = {re.sub(r"(?<!^noun)\.(one|other)$", "", key) for key in load("vi").strings}
    unused = {key for key in keys if f'"{key}"' not in SOURCES and f"'{key}'" not in SOURCES}
    assert {
        key for key in unused if key.rpartition(".")[0] not in tables and not _section_title(key)
    } == set()


def _section_title(key: str) -> bool:
    return key.endswith(".title")  # the table of contents asks for these by section


@pytest.mark.parametrize(("name", "text"), TEMPLATES, ids=[name for name, _ in TEMPLATES])
def test_no_template_has_words_of_its_own(name: str, text: str) -> None:
    """Every word that a person reads comes from the locale or the data."""
    outside = "".join(
        value if kind == "data" else " " for _, kind, value in Environment(autoescape=True).lex(text)
    )
    tree = LexborHTMLParser(re.sub(r"<style>.*?</style>", "", outside, flags=re.DOTALL))
    words = re.findall(r"[^\W\d_]{2,}", tree.text())
    words += [attribute for node in tree.css("*") for attribute in _read_attributes(node.attributes)]
    assert words == [], name


def _read_attributes(attributes: dict[str, str | None]) -> list[str]:
    return [value for name in READ if (value := (attributes.get(name) or "").strip())]


@pytest.mark.parametrize(
    ("language", "percent", "integer", "day", "moment"),
    [
        ("vi", "12,9%", "1.234", "05/01/2026", "05/01/2026 00:30"),
        ("en", "12.9%", "1,234", "2026-01-05", "2026-01-05 00:30"),
    ],
)
def test_numbers_and_dates(language: Language, percent: str, integer: str, day: str, moment: str) -> None:
    """Decimal comma and dd/mm/yyyy in Vietnamese, points and ISO 8601 in English; moments are Viet Nam's."""
    locale = load(language)
    assert locale.percent(12.9) == percent
    assert locale.integer(1234) == integer
    assert locale.date(date(2026, 1, 5)) == day
    assert locale.moment(datetime(2026, 1, 4, 17, 30, tzinfo=UTC)) == moment


def test_whole_and_missing_numbers() -> None:
    """80 is no 80,0; nothing is a dash."""
    locale = load("vi")
    assert locale.percent(80.0) == "80%"
    assert (locale.percent(None), locale.date(None), locale.moment(None)) == ("–", "–", "–")
