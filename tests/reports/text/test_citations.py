"""Vietnamese law cited in an English report is cited in English."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from checks.registry import all_checks
from inventory.targets.plan import load_plan
from reports.text.citations import cited, in_english
from tests.vietnamese import VIETNAMESE

NAMES = re.compile(r"\(Bà Rịa – Vũng Tàu\)|\S+/\S+")  # a province, and the numbers of documents


def citations() -> Iterator[str]:
    """Of every check, legal rule and plan."""
    yield from (reference.title for check in all_checks().values() for reference in check.references)
    for rules in (files("inventory") / "law" / "rulesets").iterdir():
        if rules.name.endswith(".toml"):
            yield from re.findall(r'source = "(.*)"', rules.read_text(encoding="utf-8"))
    for name in ("brvt-2023", "ct09-2024"):
        plan = load_plan(name)
        yield from (plan.source(target) for target in plan.targets)


def test_every_citation_has_its_english() -> None:
    """No Vietnamese is left but the names of places and the numbers of documents."""
    told = {citation: NAMES.sub("", in_english(citation)) for citation in citations()}
    assert len(told) > 30
    assert {citation for citation, english in told.items() if VIETNAMESE.search(english)} == set()


@pytest.mark.parametrize(
    ("citation", "english"),
    [
        ("Nghị định 331/2026/NĐ-CP, Điều 35", "Decree 331/2026/NĐ-CP, Article 35"),
        (
            "Quyết định 180/QĐ-BCĐ ngày 26/06/2023, Phụ lục I, STT 11",
            "Decision 180/QĐ-BCĐ of 2023-06-26, Annex I, no. 11",
        ),
        ("Quyết định 1/QĐ ngày 31/02/2023", "Decision 1/QĐ ngày 31/02/2023"),
        ("Luật An ninh mạng", "Law An ninh mạng"),
        ("Luậtsư", "Luậtsư"),
        ("RFC 8996", "RFC 8996"),
    ],
)
def test_words_and_days_are_told(citation: str, english: str) -> None:
    """Whole words only; what it does not know stays."""
    assert cited(citation).en == english
    assert cited(citation).vi == citation
