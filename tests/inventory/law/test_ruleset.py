"""The rule sets as data: the figures of the decrees, hand-read, and clear refusals."""

from datetime import date
from typing import Any

import pytest

from inventory.errors import InventoryError
from inventory.law.facts import Fact, Step
from inventory.law.ruleset import RuleSet, load_ruleset, parse_ruleset, ruleset_names, ruleset_on, rulesets

OLD, NEW = load_ruleset("nd85-2016"), load_ruleset("nd331-2026")
INFORMATION_UNIT = "Đơn vị chuyên trách về an toàn thông tin"
CYBER_UNIT = "Đơn vị chuyên trách về an ninh mạng"
OWNER = "Chủ quản hệ thống thông tin"
HEAD = """
document = "Nghị định 1"
valid_from = 2030-01-01
source = "Nghị định 1"
verified = true
title = {vi = "a", en = "a"}
limits = []
dossier = []
"""
ROLE = """
[[responsibilities]]
levels = [1]
appraises = "owner"
approves = "owner"
source = "a"
verified = true
"""
AUTHORITY = """
[[authorities]]
key = "owner"
source = "a"
verified = true
title = {vi = "a", en = "a"}
"""
CRITERION = """
[[criteria]]
key = "a"
level = 1
when = [{ attribute = "internal_use", is = true }]
source = "a"
verified = true
title = {vi = "a", en = "a"}
"""
GOOD = HEAD + ROLE + AUTHORITY + CRITERION


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2016, 7, 1), "nd85-2016"),
        (date(2023, 5, 31), "nd85-2016"),
        (date(2026, 8, 18), "nd85-2016"),
        (date(2026, 8, 19), "nd331-2026"),
        (date(2030, 1, 1), "nd331-2026"),
    ],
)
def test_the_rule_set_in_force_on_a_day(on: date, name: str) -> None:
    """Decree 331 applies from 19/08/2026, Decree 85 until the day before."""
    assert ruleset_on(on).name == name


def test_before_the_first_rule_set_there_is_none() -> None:
    """The refusal says since when there is one."""
    with pytest.raises(InventoryError, match=r"no rule set was in force on 2016-06-30: .* 2016-07-01"):
        ruleset_on(date(2016, 6, 30))


@pytest.mark.parametrize(
    ("ruleset", "step", "level", "days", "unit"),
    [
        (OLD, Step.APPRAISAL, 2, None, None),
        (OLD, Step.APPRAISAL, 3, 15, "calendar"),
        (OLD, Step.APPRAISAL, 4, 30, "calendar"),
        (OLD, Step.APPRAISAL, 5, 30, "calendar"),
        (OLD, Step.APPROVAL, 1, 7, "working"),
        (OLD, Step.APPROVAL, 5, 7, "working"),
        (OLD, Step.REPLY_INVALID, 3, None, None),
        (NEW, Step.APPRAISAL, 1, None, None),
        (NEW, Step.APPRAISAL, 3, 15, "working"),
        (NEW, Step.APPRAISAL, 4, 25, "working"),
        (NEW, Step.APPRAISAL, 5, 25, "working"),
        (NEW, Step.APPROVAL, 3, 7, "working"),
        (NEW, Step.REPLY_INVALID, 3, 5, "working"),
    ],
)
def test_limits(ruleset: RuleSet, step: Step, level: int, days: int | None, unit: str | None) -> None:
    """Of both decrees, at each level; none for the appraisal of levels 1 and 2."""
    limit = ruleset.limit(step, level)
    assert (limit and limit.days, limit and limit.unit) == (days, unit)


@pytest.mark.parametrize(
    ("ruleset", "on", "level", "appraises", "approves"),
    [
        (OLD, date(2023, 1, 1), 2, INFORMATION_UNIT, INFORMATION_UNIT),
        (OLD, date(2023, 1, 1), 3, INFORMATION_UNIT, OWNER),
        (OLD, date(2023, 1, 1), 4, "Bộ Thông tin và Truyền thông", OWNER),
        (OLD, date(2023, 1, 1), 5, "Bộ Thông tin và Truyền thông", "Thủ tướng Chính phủ"),
        (OLD, date(2025, 3, 1), 4, "Bộ Công an", OWNER),
        (NEW, date(2026, 9, 1), 1, CYBER_UNIT, CYBER_UNIT),
        (NEW, date(2026, 9, 1), 3, CYBER_UNIT, OWNER),
        (NEW, date(2026, 9, 1), 4, "Bộ Công an", OWNER),
        (NEW, date(2026, 9, 1), 5, "Bộ Công an", "Thủ tướng Chính phủ"),
    ],
)  # fmt: skip
def test_who_appraises_and_approves(
    ruleset: RuleSet, on: date, level: int, appraises: str, approves: str
) -> None:
    """Under the name that the body had on the day."""
    (role,) = (role for role in ruleset.responsibilities if level in role.levels)
    names = [ruleset.authority(key, on).title.vi for key in (role.appraises, role.approves)]
    assert names == [appraises, approves]


def test_the_dossier() -> None:
    """Decree 331 adds the risk assessment; the specialised unit's opinion is for levels 4 and 5."""
    old, new = ([item.key for item in ruleset.dossier] for ruleset in (OLD, NEW))
    assert old == ["overview", "design", "justification", "protection-plan", "opinion"]
    assert set(new) - set(old) == {"risk-assessment"}
    for ruleset in (OLD, NEW):
        assert {item.key: item.levels for item in ruleset.dossier}["opinion"] == (4, 5)


def test_assessment_intervals() -> None:
    """Decree 85 sets them; under Decree 331 there are only the standard's scans, not verified."""
    assert [(one.subject, one.levels, one.months, one.verified) for one in OLD.assessments] == [
        ("organization", (1, 2, 3, 4, 5), 24, True),
        ("system", (3, 4), 12, True),
        ("system", (5,), 6, True),
    ]
    assert [
        (one.subject, one.levels, one.months, one.critical_assets_months, one.source, one.verified)
        for one in NEW.assessments
    ] == [
        ("vulnerability-scan", (1, 2), 12, None, "TCVN 14423:2026", False),
        ("vulnerability-scan", (3,), 6, None, "TCVN 14423:2026", False),
        ("vulnerability-scan", (4,), 6, 3, "TCVN 14423:2026", False),
        ("vulnerability-scan", (5,), 3, 1, "TCVN 14423:2026", False),
    ]


def test_transition_reports_and_fines() -> None:
    """30/06/2027, 31/12/2026; 20/12 and 25/12; 40 to 60 million đồng for levels 3 to 5."""
    assert [(one.applies_to, one.before, one.due, one.verified) for one in NEW.transitions] == [
        ("approved", date(2026, 7, 1), date(2027, 6, 30), False),
        ("under-way", date(2026, 7, 1), date(2026, 12, 31), False),
    ]
    for ruleset in (OLD, NEW):
        assert [(one.month, one.day) for one in ruleset.reports] == [(12, 20), (12, 25)]
    assert [(one.levels, one.fine_from, one.fine_to, one.verified) for one in NEW.penalties] == [
        ((3, 4, 5), 40_000_000, 60_000_000, False)
    ]
    assert [form.number for form in NEW.forms] == ["Mẫu 08"]


@pytest.mark.parametrize("ruleset", rulesets(), ids=lambda ruleset: ruleset.name)
def test_every_fact_is_cited_and_in_both_languages(ruleset: RuleSet) -> None:
    """No fact without a source; every wording in Vietnamese and English."""
    facts = [fact for name in RuleSet.model_fields for fact in _facts(getattr(ruleset, name))]
    assert len(facts) > 30
    assert all(fact.source for fact in facts)
    wordings = [getattr(fact, name, None) for fact in facts for name in ("title", "note")]
    assert all(wording.vi and wording.en and wording.vi != wording.en for wording in wordings if wording)


@pytest.mark.parametrize("ruleset", rulesets(), ids=lambda ruleset: ruleset.name)
def test_each_level_has_one_role_and_one_name_a_day(ruleset: RuleSet) -> None:
    """Nothing is said twice, nothing is left out, on the first and last day and whenever a name changes."""
    days = {ruleset.valid_from, ruleset.last_day or date(2030, 1, 1)}
    days |= {one.valid_from for one in ruleset.authorities if one.valid_from}
    for level in range(1, 6):
        assert sum(level in role.levels for role in ruleset.responsibilities) == 1
    for key in {one.key for one in ruleset.authorities}:
        assert all(sum(one.key == key and one.holds(on) for one in ruleset.authorities) == 1 for on in days)


def _facts(value: Any) -> list[Fact]:
    return [one for one in value if isinstance(one, Fact)] if isinstance(value, tuple) else []


def test_an_unknown_rule_set_names_the_known_ones() -> None:
    """A slip of the keyboard, or a path, is answered with the choice."""
    assert ruleset_names() == ("nd331-2026", "nd85-2016")
    for name in ("nd85", "../model", ""):
        with pytest.raises(InventoryError, match="choose one of nd331-2026, nd85-2016"):
            load_ruleset(name)


def test_a_good_rule_set_is_taken() -> None:
    """What the next test breaks is sound."""
    assert parse_ruleset("mine", GOOD).criteria[0].when[0].equals is True


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("document = ", "Invalid value"),
        (HEAD, "criteria"),
        (GOOD + "surplus = 1", "surplus"),
        (GOOD.replace('"internal_use"', '"internal_user"'), "a system has no field 'internal_user'"),
        (
            GOOD.replace("is = true }", "is = true, below = 1 }"),
            "give one of: is; at_least and below; one_of",
        ),
        (GOOD.replace(", is = true }", " }"), "give one of"),
        (GOOD + CRITERION, "two criteria have the same key"),
        (HEAD + CRITERION + ROLE + AUTHORITY.replace('"owner"', '"other"'), "no authority has the key owner"),
        (GOOD.replace("level = 1\n", "level = 6\n"), "less than or equal to 5"),
    ],
)
def test_a_wrong_rule_set_is_refused(text: str, problem: str) -> None:
    """Bad TOML, a missing or surplus field, a question that cannot be asked, a key twice or of nobody."""
    with pytest.raises(InventoryError, match=problem):
        parse_ruleset("mine", text)
