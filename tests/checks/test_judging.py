"""Facts in, verdicts out."""

import pytest

from checks.check import Check
from checks.facts import Absent, Facts, NotTested, Part
from checks.facts.bundle import FIELDS
from checks.judging import judge, refuse
from checks.model import Outcome, Reason, Severity
from checks.profile import load
from checks.reasons import PARTS, REASONS
from checks.registry import all_checks, get
from tests.checks import builders

MISSING = NotTested(reason=Reason.BLOCKED, detail="connection reset")
KINDS = tuple(FIELDS.values())
EVERY_CHECK = list(all_checks().values())


def nothing(missing: NotTested) -> Facts:
    """An endpoint of which no probe could tell anything."""
    return builders.facts(**dict.fromkeys(KINDS, missing))


@pytest.mark.parametrize("reason", list(Reason))
def test_could_not_tell_is_never_a_fail(reason: Reason) -> None:
    """Without facts every check is not tested, with the probe's reason and in both languages."""
    missing = NotTested(reason=reason, detail="a detail")
    for verdict in judge(nothing(missing), EVERY_CHECK, load()):
        assert (verdict.outcome, verdict.reason) == (Outcome.NOT_TESTED, reason), verdict.check
        assert verdict.evidence == {"detail": "a detail"}
        assert REASONS[reason].phrase.vi in verdict.summary.vi
        assert REASONS[reason].phrase.en in verdict.summary.en


def test_one_missing_kind_spoils_only_the_checks_that_need_it() -> None:
    """Verdicts come in the order of the checks."""
    wanted = [get("tls.protocols"), get("web.csp")]
    found = judge(builders.facts(tls=MISSING), wanted, load())
    assert [(verdict.check, verdict.outcome.value) for verdict in found] == [
        ("tls.protocols", "not_tested"),
        ("web.csp", "pass"),
    ]


def test_an_absence_is_not_applicable() -> None:
    """A port that speaks no TLS has no versions to judge."""
    facts = builders.facts(tls=Absent(detail="speaks no TLS"))
    verdict = builders.verdict("tls.protocols", facts)
    assert (verdict.outcome, verdict.evidence) == ("not_applicable", {"detail": "speaks no TLS"})
    assert not verdict.is_finding


def test_checks_that_were_not_permitted_are_refused() -> None:
    """Each gets its verdict, with the reason."""
    missing = NotTested(reason=Reason.NOT_PERMITTED)
    found = refuse(EVERY_CHECK, missing, load())
    assert [verdict.check for verdict in found] == [check.id for check in EVERY_CHECK]
    assert {verdict.reason for verdict in found} == {Reason.NOT_PERMITTED}


def test_a_profile_changes_thresholds_and_severities() -> None:
    """The same facts, judged by another framework."""
    changed = load().model_copy(
        update={
            "thresholds": {"web.hsts": {"min_age": 100_000_000}},
            "severities": {"web.hsts": Severity.CRITICAL},
        }
    )
    (usual,) = judge(builders.facts(), [get("web.hsts")], load())
    (strict,) = judge(builders.facts(), [get("web.hsts")], changed)
    assert (usual.outcome, usual.severity) == ("pass", "medium")
    assert (strict.outcome, strict.severity) == ("fail", "critical")


@pytest.mark.parametrize("check", EVERY_CHECK, ids=lambda check: check.id)
def test_good_facts_give_no_finding(check: Check) -> None:
    """An endpoint in good order passes, by an outcome that the check declares."""
    (verdict,) = judge(builders.facts(), [check], load())
    assert not verdict.is_finding
    assert verdict.outcome in check.outcomes


@pytest.mark.parametrize("check", EVERY_CHECK, ids=lambda check: check.id)
def test_judging_is_reproducible(check: Check) -> None:
    """The same facts give the same verdict, also after they have been stored."""
    facts = builders.facts()
    stored = Facts.model_validate_json(facts.model_dump_json())
    assert judge(facts, [check], load()) == judge(stored, [check], load())


@pytest.mark.parametrize("missing", [MISSING, NotTested(reason=Reason.TIMEOUT, detail="ế" * 300)])
def test_facts_survive_storage(missing: NotTested) -> None:
    """To JSON and back, whatever could and could not be observed."""
    for facts in (builders.facts(), nothing(missing), builders.facts(tls=Absent(detail="plain"))):
        assert Facts.model_validate_json(facts.model_dump_json()) == facts


def test_every_reason_and_every_part_has_its_texts() -> None:
    """The table is whole: no verdict meets a reason without words."""
    assert set(REASONS) == set(Reason)
    assert set(PARTS) == set(Part)
