"""Profiles: which checks, with which severities and thresholds."""

from datetime import date

import pytest

from checks import profile
from checks.errors import ChecksError
from checks.model import Judgement, Outcome, Severity, Text
from checks.profile import Profile, load, names, read
from checks.registry import all_checks, get

TEXT = Text(vi="một", en="one")
HEAD = 'source = "a test"\ndate = 2026-11-21\nverified = false\n[title]\nvi = "một"\nen = "one"\n'


def made(**changes: object) -> Profile:
    """A profile with these fields."""
    fields = {
        "name": "test",
        "title": TEXT,
        "source": "a test",
        "date": date(2026, 11, 21),
        "verified": False,
    }
    return Profile.model_validate({**fields, **changes})


def test_every_profile_that_ships_is_valid() -> None:
    """Each loads, has a title in both languages, and selects a check at least."""
    assert profile.DEFAULT in names()
    for name in names():
        loaded = load(name)
        assert loaded.title.vi
        assert loaded.title.en
        assert any(loaded.selects(check) for check in all_checks().values())


def test_patterns_select_checks() -> None:
    """By family or by id, letter case minded."""
    chosen = made(checks=["web.*", "tls.protocols"])
    assert chosen.selects(get("web.csp"))
    assert chosen.selects(get("tls.protocols"))
    assert not chosen.selects(get("label.tin_nhiem_mang"))


@pytest.mark.parametrize(
    ("severities", "own", "wanted"),
    [
        ({}, None, "medium"),
        ({}, "high", "high"),
        ({"web.hsts": "low"}, None, "low"),
        ({"web.hsts": "low"}, "high", "low"),
    ],
)
def test_the_profile_s_severity_comes_first(severities: dict[str, str], own: str | None, wanted: str) -> None:
    """Then the judgement's own, then the check's default."""
    judgement = Judgement(outcome=Outcome.FAIL, summary=TEXT, severity=Severity(own) if own else None)
    assert made(severities=severities).severity_for(get("web.hsts"), judgement) == wanted


def test_thresholds_are_changed_one_by_one() -> None:
    """What a profile doesn't name keeps its default."""
    check = get("web.hsts")
    assert made().thresholds_for(check) == check.thresholds
    assert made(thresholds={"web.hsts": {"min_age": 5}}).thresholds_for(check) == {"min_age": 5}
    assert made(thresholds={"web.csp": {"x": 5}}).thresholds_for(check) == check.thresholds


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("= broken", "not valid"),
        (HEAD.replace("verified = false\n", ""), "verified"),
        (f"surprise = 1\n{HEAD}", "surprise"),
        (f'{HEAD}[severities]\n"web.hsts" = "huge"\n', "severities"),
        (f'{HEAD}[severities]\n"web.nonsense" = "low"\n', "web.nonsense"),
        (f'{HEAD}[thresholds."web.nonsense"]\nmin_age = 1\n', "web.nonsense"),
        (f'{HEAD}[thresholds."web.hsts"]\nmin_agee = 1\n', r"min_agee.*choose from: min_age"),
        (f'{HEAD}[thresholds."tls.alpn"]\nwanted = 1\n', "it has none"),
        (f'{HEAD}[thresholds."cert.key"]\nrsa_recommended = "1"\n', "must be a number, not '1'"),
        (f'{HEAD}[thresholds."cert.key"]\nrsa_recommended = true\n', "must be a number, not True"),
        (f'{HEAD}[thresholds."cert.signature"]\nwarn_hashes = "sha224"\n', "must be a list of texts"),
        (f'{HEAD}[thresholds."tls.protocols"]\nwarn_without_tls_1_3 = 0\n', "must be true or false"),
        (f'{HEAD}[thresholds."tls.mozilla_profile"]\nprofile = 1\n', "must be a text, not 1"),
        (f'checks = ["tsl.*"]\n{HEAD}', r"no check matches 'tsl\.\*'"),
    ],
)
def test_a_bad_profile_is_one_clear_error(text: str, message: str) -> None:
    """Broken TOML, wrong fields, checks or thresholds that don't exist, a threshold of another kind."""
    with pytest.raises(ChecksError, match=message):
        read("bad", text)


def test_an_unknown_profile_is_told_with_those_that_exist() -> None:
    """Nobody has to look them up."""
    with pytest.raises(ChecksError, match="default"):
        load("nonsense")


def test_every_fault_is_named_at_once() -> None:
    """Nobody should have to load a profile as often as it has faults."""
    text = "[thresholds.'cert.key']\nrsa = 1\nec_recommended = 'x'\n[severities]\n'a.b' = 'low'"
    with pytest.raises(ChecksError) as caught:
        read("mine", HEAD + text)
    assert all(word in str(caught.value) for word in ("'rsa'", "'ec_recommended'", "'a.b'"))


def test_whole_numbers_and_fractions_are_one_kind() -> None:
    """Half a percent is a number too."""
    text = "[thresholds.'ipv6.same_content']\nmax_difference_percent = 0.5"
    changed = read("mine", HEAD + text).thresholds
    assert changed == {"ipv6.same_content": {"max_difference_percent": 0.5}}
