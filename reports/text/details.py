"""Details of facts in the reader's language: a table of phrases, as probes tell them in English alone."""

import re
import tomllib
from functools import cache

from checks import data
from checks.absences import why_absent
from checks.model import Frozen, Language

PACKAGE, TABLE = "reports.text", "details"


class _Phrase(Frozen):
    english: str
    vietnamese: str


class _Phrases(Frozen):
    phrases: tuple[_Phrase, ...]


def detail_to(detail: str, lang: Language) -> str:
    """The detail with every phrase that is known; what a server said in between stays as it is."""
    if lang == "en":
        return detail
    if (absent := why_absent(detail)) is not None:
        return absent.vi
    for pattern, vietnamese in _table():
        detail = pattern.sub(vietnamese, detail)
    return detail


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    read = _Phrases.model_validate(tomllib.loads(data.table_text(PACKAGE, TABLE)))
    return tuple((re.compile(phrase.english), phrase.vietnamese) for phrase in read.phrases)
