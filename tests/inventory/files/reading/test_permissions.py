"""A permission that permits nothing is told."""

from datetime import time
from pathlib import Path

import pytest

from tests.inventory.files.reading.workbooks import ORGANIZATIONS, SYSTEMS, errors, read, workbook

HEADER = ("system", "families", "hours_from", "hours_to")


def permission(path: Path, *cells: object) -> Path:
    """A workbook in which one system has a permission of these families and hours."""
    rows = (HEADER, ("IOC", *cells))
    return workbook(path, {"Tổ chức": ORGANIZATIONS, "Hệ thống": SYSTEMS, "Quyền rà quét": rows})


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("–", None, None), "names no family"),
        (("tls", "22:00", "22h"), "is also where it begins"),
        (("tls", "00:00", "0:00"), "is also where it begins"),
    ],
)
def test_a_permission_without_effect_is_an_error(
    tmp_path: Path, cells: tuple[object, ...], told: str
) -> None:
    """No family, or hours that never come: nobody means that."""
    (error,) = errors(permission(tmp_path / "x.xlsx", *cells))
    assert told in str(error)


@pytest.mark.parametrize("hours", [("22:00", "05:00"), ("08:00", "08:01"), (None, None)])
def test_hours_that_come_are_read(tmp_path: Path, hours: tuple[str | None, str | None]) -> None:
    """Over midnight, for a minute, all day."""
    (system,) = read(permission(tmp_path / "x.xlsx", "tls", *hours)).inventory.systems
    assert system.permission
    expected = tuple(time.fromisoformat(hour) if hour else None for hour in hours)
    assert (system.permission.hours_from, system.permission.hours_to) == expected
