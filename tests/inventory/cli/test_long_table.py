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


def printed(
    headings: list[str], rows: list[list[str]], long: int, encoding: str = "utf-8", columns: str = ""
) -> str:
    """A table as it is written to a file, where more than so many rows are a long one."""
    written = io.BytesIO()
    out = io.TextIOWrapper(written, encoding=encoding, errors="replace")
    with (
        patch.object(terminal, "LONG", long),
        patch("sys.stdout", out),
        patch.dict("os.environ", {"COLUMNS": columns}),
    ):
        terminal.print_table("Bảng", headings, rows)
    out.flush()
    return written.getvalue().decode(encoding)


@settings(deadline=None, max_examples=60)
@given(TABLES, st.sampled_from(["", "80", "110"]))
def test_a_long_table_reads_as_a_short_one(table: tuple[list[str], list[list[str]]], columns: str) -> None:
    """Whatever its cells hold (letters of double width, long words, nothing), however wide it may be."""
    headings, rows = table
    short = printed(headings, rows, long=1_000, columns=columns)
    assert printed(headings, rows, long=0, columns=columns) == short


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_long_table_has_its_head(encoding: str) -> None:
    """Also where its lines can only be drawn with - and |."""
    rows = [["IOC", "Hệ thống " * 30], ["CONG", ""]]
    headings = ["Mã", "Tên của hệ thống"]
    assert printed(headings, rows, 0, encoding, "80") == printed(headings, rows, 1_000, encoding, "80")
