"""The indicators that there are, and what is wrong with a file that holds none."""

from pathlib import Path

import pytest

from inventory.approvals.events import EventKind
from inventory.errors import InventoryError
from inventory.targets.registry import all_indicators, events_read, indicator
from tests.inventory.targets.adding import REGULATED, added

SHIPPED = ["approved", "commune-pages", "compliant", "ipv6", "labelled"]


def test_those_that_ship() -> None:
    """Plans name them, so a key stays as it is."""
    assert list(all_indicators()) == SHIPPED


def test_no_more_events_are_read_than_needed() -> None:
    """Those that ship need neither stages nor assessments, which most of a large log is made of."""
    assert events_read() == {
        EventKind.APPROVED,
        EventKind.REVOKED,
        EventKind.SUPERSEDED,
        EventKind.PLAN_PARTIAL,
        EventKind.PLAN_FULL,
        EventKind.LABEL_GRANTED,
        EventKind.LABEL_EXPIRED,
    }


def test_an_unknown_one_names_the_known() -> None:
    """A slip in a plan is answered with the choice."""
    with pytest.raises(InventoryError, match=f"nothing counts 'happiness', only {', '.join(SHIPPED)}"):
        indicator("happiness")


def test_a_new_file_is_a_new_indicator(tmp_path: Path) -> None:
    """It is there while its file is; one that does not say which events it reads gets every kind."""
    with added(tmp_path):
        assert list(all_indicators()) == [*SHIPPED, "regulated"]
        assert events_read() == set(EventKind)
    assert list(all_indicators()) == SHIPPED


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("blank", "", r"indicators/blank\.py holds no INDICATOR"),
        ("number", "INDICATOR = 7", r"indicators/number\.py holds no INDICATOR"),
        ("misnamed", REGULATED, r"indicators/misnamed\.py names itself 'regulated'"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, name: str, text: str, why: str) -> None:
    """A forgotten or misnamed constant does not leave a plan silently without its figures."""
    with added(tmp_path, text, name), pytest.raises(InventoryError, match=why):
        all_indicators()
