"""YAML and JSON in the model's own structure: no guessed types, no bombs, every error with its item."""

import contextlib
import json
from datetime import date, time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.opening.yaml_loading import load_yaml
from tests.inventory.files.reading import workbooks

OWNED_SYSTEM = "organizations: [{code: A, name: A}]\nsystems: [{code: S, name: S, owner: A"
GOOD = """
organizations:
  - {code: 0123, name: NO, web_page_since: 2023-05-31}
systems:
  - code: 1e3
    name: on
    owner: 0123
    is_portal: yes
    in_operation_since: 31/05/2020
    endpoints:
      - host: cổng.brvt.test
        allowed_ports: [80, 443]
    permission: &permission
      families: [tls, web]
      hours_from: 22:00
      hours_to: 5:30
  - {code: B, name: B, owner: 0123, permission: *permission, proposed_level: null}
events:
  - {system: 1e3, kind: approved, on: 2023-05-31, number: 180/QĐ-UBND}
"""


def _yaml(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_written_is_what_is_meant(tmp_path: Path) -> None:
    """0123 and NO stay text, 22:00 is a time: the types of YAML 1.1 are not guessed."""
    inventory, events, *_ = workbooks.read(_yaml(tmp_path / "x.yaml", GOOD))
    (organization,) = inventory.organizations
    first, second = inventory.systems
    assert (organization.code, organization.name, organization.web_page_since) == (
        "0123",
        "NO",
        date(2023, 5, 31),
    )
    assert (first.code, first.name, first.is_portal) == ("1e3", "on", True)
    assert first.permission == second.permission
    assert first.permission is not None
    assert (first.permission.hours_from, first.permission.hours_to) == (time(22), time(5, 30))
    assert events[0].number == "180/QĐ-UBND"


def test_json_has_the_same_structure(tmp_path: Path) -> None:
    """Numbers and booleans of JSON's own kind too."""
    content = {
        "organizations": [{"code": "A", "name": "A"}],
        "systems": [
            {
                "code": "S",
                "name": "S",
                "owner": "A",
                "proposed_level": 3,
                "is_portal": True,
                "endpoints": {"host": "::1"},
            }
        ],
    }
    path = tmp_path / "x.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    (system,) = workbooks.read(path).inventory.systems
    assert (system.proposed_level, system.is_portal, system.endpoints[0].host) == (3, True, "::1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no inventory"),
        ("[1, 2]", "has no inventory"),
        ("a: [", "is not YAML at line"),
        ("systems: 3", "systems is not a list"),
        ("systems: [IOC]", "systems item 1 is 'IOC', not a mapping"),
        ("system: []", "has 'system' at the top; did you mean 'systems'?"),
        ("organizations: []", "has no rows"),
        ("a: 1\na: 2", "the key 'a' is repeated"),
        ("organizations: [&a {code: A, b: *a}]", "an alias contains itself"),
        ("organizations: [!!python/object:os.system {}]", "is not YAML"),
        ("organizations: " + "[" * 500, "nested too deeply"),
        ("--- 1\n--- 2", "is not YAML"),
        ("organizations:\n\t- a", "is not YAML"),
        ("a: \x00", "is not YAML"),
        ("organizations: [{code: A, name: B, nam: B}]", "item 1, field “nam”: 'nam' is not a column"),
        ("organizations: [{code: A}]", "organizations, item 1, field “name”: is required"),
        ("organizations: [{code: A, name: [x]}]", "field “name”: is a list or a mapping"),
        ("organizations: [{code: A, name: {a: b}}]", "field “name”: is a list or a mapping"),
        (
            f"{OWNED_SYSTEM}, endpoints: [{{host: a b}}]}}]",
            "systems item 1 (S), endpoints, item 1, field “host”: 'a b' is not a host name",
        ),
        (
            f"{OWNED_SYSTEM}, permission: {{families: [tsl]}}}}]",
            "permission, item 1, field “families”: 'tsl' is not a check family; did you mean 'tls'?",
        ),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    """What, where and what to do; nothing of the file is executed."""
    error = workbooks.only_error(_yaml(tmp_path / "x.yaml", text))
    assert message in error
    assert error.isprintable()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("\xff", "is not JSON"),
        ('{"systems": [], "systems": []}', "gives the field 'systems' twice"),
        ("[" * 100_000, "nested too deeply"),
        ("9" * 10_000, "is not JSON"),
        ("null", "has no inventory"),
        ('{"organizations": [{"code": "A", "name": true}]}', "'True' is not text"),
    ],
)
def test_wrong_json_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    """As for YAML."""
    assert message in workbooks.only_error(_yaml(tmp_path / "x.json", text))


@pytest.mark.parametrize("name", ["x.yaml", "x.json"])
def test_other_encodings_are_refused(tmp_path: Path, name: str) -> None:
    """UTF-8 alone."""
    (tmp_path / name).write_bytes("tên: cổng".encode("utf-16"))
    assert "is not in UTF-8" in workbooks.only_error(tmp_path / name)


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    """A billion laughs: nine lines that would unfold to a billion items."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join(['*' + before] * 10)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert "its aliases unfold" in workbooks.only_error(_yaml(tmp_path / "x.yaml", "\n".join(lines)))


def test_missing_files_and_strange_formats_are_told(tmp_path: Path) -> None:
    """Neither is a traceback."""
    assert "does not exist" in workbooks.only_error(tmp_path / "x.yaml")
    assert (
        "use one of .xlsx, .xlsm, .xls, .xlsb, .ods, .csv, .txt, .tsv, .lst, .yaml, .yml, .json"
        in workbooks.only_error(tmp_path / "x.pdf")
    )


@given(st.text())
def test_any_text_loads_or_is_refused(text: str) -> None:
    """No other exception leaves the loader."""
    with contextlib.suppress(yaml.YAMLError):
        load_yaml(text)
