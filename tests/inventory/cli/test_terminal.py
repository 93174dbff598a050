"""Tables on the terminal: a long one is laid out as a short one is."""

import io
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.cli import terminal

WORDS = st.text(st.sampled_from("abc đệ漢字 "), max_size=90)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(st.sampled_from(["Mã", "Hệ thống thông tin", "x"]), min_size=width, max_size=width),
        st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=6),
    )
)


def printed(headings: list[str], rows: list[list[str]], long: int, encoding: str = "utf-8") -> str:
    """A table as it is written to a file, where more than so many rows are a long one."""
    written = io.BytesIO()
    out = io.TextIOWrapper(written, encoding=encoding, errors="replace")
    with patch.object(terminal, "LONG", long), patch("sys.stdout", out):
        terminal.print_table("Bảng", headings, rows)
    out.flush()
    return written.getvalue().decode(encoding)


@settings(deadline=None, max_examples=60)
@given(TABLES)
def test_a_long_table_reads_as_a_short_one(table: tuple[list[str], list[list[str]]]) -> None:
    """Whatever its cells hold: letters of double width, long words, nothing."""
    headings, rows = table
    assert printed(headings, rows, long=0) == printed(headings, rows, long=1_000)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_long_table_has_its_head(encoding: str) -> None:
    """Also where its lines can only be drawn with - and |."""
    rows = [["IOC", "Hệ thống " * 30], ["CONG", ""]]
    headings = ["Mã", "Tên của hệ thống"]
    assert printed(headings, rows, 0, encoding) == printed(headings, rows, 1_000, encoding)
