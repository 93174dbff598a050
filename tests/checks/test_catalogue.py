"""What every check must have: its texts, references and outcomes."""

import re
from pathlib import Path

import pytest

import checks
from checks.check import Check
from checks.model import Outcome, Text
from checks.registry import all_checks
from tests.checks.catalogue import SOURCE, family

CHECKS = Path(checks.__file__).parent
EVERY_CHECK = list(all_checks().values())
JUDGED = {Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.INFO}
each = pytest.mark.parametrize("check", EVERY_CHECK, ids=lambda check: check.id)


def faults(check: Check) -> list[str]:
    """What a check lacks."""
    texts = {
        "title": check.title,
        "finding": check.finding,
        "warning": check.warning or check.finding,
        "rationale": check.rationale,
        "remediation": check.remediation,
    }
    found = [f"{name}: {fault}" for name, text in texts.items() for fault in text_faults(text)]
    found += [f"{name}: the good state's" for name in ("finding", "warning") if texts[name] == check.title]
    if not check.references or any(not reference.title.strip() for reference in check.references):
        found.append("references")
    if not JUDGED.intersection(check.outcomes) or len(set(check.outcomes)) != len(check.outcomes):
        found.append("outcomes")
    if not check.needs:
        found.append("needs")
    if not re.fullmatch(r"\d+\.\d+\.\d+", check.since):
        found.append("since")
    return found


def text_faults(text: Text) -> list[str]:
    """Empty in a language, or not translated."""
    empty = [language for language in ("vi", "en") if not getattr(text, language).strip()]
    return empty + (["the same in both languages"] if text.vi == text.en else [])


@each
def test_a_check_is_documented(check: Check) -> None:
    """Its texts in two languages, references, outcomes, needs, since."""
    assert faults(check) == []


@each
def test_a_check_is_named_by_its_path_only(check: Check) -> None:
    """No other module of the package lists it, so that adding a file needs no edit elsewhere."""
    family_name, _, name = check.id.partition(".")
    own = CHECKS / family_name / f"{name}.py"
    assert own.is_file()
    outside = [path for path in CHECKS.glob("*.py") if f'"{check.id}"' in path.read_text(encoding="utf-8")]
    assert outside == []


@each
def test_references_lead_somewhere(check: Check) -> None:
    """A web address is https; a title without one names the document."""
    for reference in check.references:
        assert reference.url is None or reference.url.startswith("https://")


def test_faults_are_found(tmp_path: Path) -> None:
    """The test above can fail: a check with empty texts and without references is caught."""
    good = SOURCE.format(id="temporary.first")
    spoiled = (
        ('en="one"', 'en=" "'),
        ('en="one"', 'en="một"'),
        ('en="none"', 'en=""'),
        ("finding=NONE", "finding=BOTH"),
        ("finding=NONE", "finding=NONE, warning=BOTH"),
        ('since="0.1.0"', 'since=""'),
        ('references=(Reference(title="RFC 1"),)', "references=()"),
        ("outcomes=(Outcome.PASS,)", "outcomes=(Outcome.NOT_TESTED,)"),
    )
    with family(tmp_path, "temporary", first=good):
        assert faults(all_checks()["temporary.first"]) == []
    for number, (before, after) in enumerate(spoiled):
        folder = tmp_path / str(number)
        folder.mkdir()
        with family(folder, "temporary", first=good.replace(before, after)):
            assert faults(all_checks()["temporary.first"]) != []
