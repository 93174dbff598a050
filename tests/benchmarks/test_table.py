"""Tables in plain text."""

from benchmarks.table import table


def test_columns_line_up() -> None:
    """The first column is left-aligned, figures to the right, each as wide as its widest."""
    assert table(["tool", "n"], [["capdo", "17"], ["nmap", "1234"]]).splitlines() == [
        "tool      n",
        "-----  ----",
        "capdo    17",
        "nmap   1234",
    ]


def test_no_rows() -> None:
    """A table of nothing has its heads."""
    assert table(["tool", "n"], []).splitlines() == ["tool  n", "----  -"]
