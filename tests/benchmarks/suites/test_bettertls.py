"""The rebuilt cases of BetterTLS: as many as it has, with the answers that its rules give."""

import json
from base64 import b64encode
from collections import Counter
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.suites.bettertls import exported, name_constraints, path_building
from benchmarks.suites.bettertls.name_constraints import ADDRESS, NONE, RIGHT, WRONG, Mix
from benchmarks.suites.bettertls.path_building import RFC_4158_BRIDGE, Setting
from benchmarks.suites.pki.judging import run


def test_there_are_as_many_cases_as_bettertls_has() -> None:
    """81 of path building; of name constraints those that begin, every mix, and the hidden names."""
    assert len(path_building.settings()) == 81
    assert len(name_constraints.mixes()) == 9_491


@pytest.mark.parametrize(
    ("mix", "is_right"),
    [
        (Mix(dns=RIGHT), True),
        (Mix(common_name=name_constraints.NAMES[RIGHT]), False),
        (Mix(dns=RIGHT, address=WRONG), True),
        (Mix(dns=RIGHT, address=WRONG, constraints=(NONE, NONE, NONE, WRONG)), False),
        (Mix(dns=RIGHT, constraints=(RIGHT, WRONG, WRONG, RIGHT)), True),
        (Mix(dns=RIGHT, constraints=(WRONG, NONE, NONE, NONE)), False),
        (Mix(asked=ADDRESS, dns=RIGHT), False),
        (Mix(asked=ADDRESS, address=RIGHT, constraints=(NONE, NONE, NONE, RIGHT)), False),
    ],
)
def test_only_alternative_names_count_and_all_must_be_allowed(mix: Mix, is_right: object) -> None:
    """A common name is no name of a host."""
    assert mix.is_right is is_right


def test_a_way_through_the_bridge() -> None:
    """From Z to an entity under X, as long as the certificates in that direction are whole."""
    spoiled = (("X", "Bridge"), ("Bridge", "X"))
    assert [Setting(RFC_4158_BRIDGE, "Z", spoiled=[edge]).has_way for edge in spoiled] == [True, False]


def test_names_come_out_as_bettertls_expects() -> None:
    """A few cases, with both answers."""
    found = run(name_constraints.cases(name_constraints.mixes()[::600]), "rebuilt")
    assert found.differing == ()
    assert len(found.answers) == 16


def test_exported_cases_are_judged_at_the_time_of_the_export(tmp_path: Path) -> None:
    """However old the file is; what was made to have expired had done so by then."""
    first, *_others, expired = islice(path_building.cases(), 4)
    made = [
        {
            "id": number,
            "certificates": [_base64(one) for one in case.sent],
            "hostname": case.host,
            "expected": word,
        }
        for number, (case, word) in enumerate(((first, "ACCEPT"), (expired, "REJECT")))
    ]
    file = tmp_path / exported.FILE
    document = {"trustRoot": _base64(first.roots[0]), "suites": {"pathbuilding": {"testCases": made}}}
    file.write_text(json.dumps(document))
    found = list(exported.cases(file, "pathbuilding"))
    assert [(case.name, case.expected, case.sent) for case in found] == [
        ("0", "accept", first.sent),
        ("1", "refuse", expired.sent),
    ]
    assert all(abs(case.moment - first.moment) < timedelta(minutes=9) for case in found)


def _base64(der: bytes) -> str:
    return b64encode(der).decode("ascii")


def test_path_building_comes_out_as_bettertls_expects() -> None:
    """A few cases, with both answers; make bench-suites runs all."""
    found = run(islice(path_building.cases(), 16), "rebuilt")
    assert found.differing == ()
    assert set(Counter(answer.answered for answer in found.answers)) == {"accept", "refuse"}
