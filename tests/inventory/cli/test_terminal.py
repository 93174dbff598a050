"""Tables: a row a line in a pipe, and lines of its own where the terminal is too narrow for its columns."""

import pytest
from rich.cells import cell_len

from inventory.cli.terminal import print_table

HEADINGS = ("Mã", "Tên", "Chủ quản", "Đơn vị vận hành", "Cấp độ", "Tình trạng", "Ghi chú")
ROW = ("HT-1", "[bold]Cổng dịch vụ công", "UBND tỉnh", None, 3, "Đã được phê duyệt " * 9, "-")


def test_in_a_pipe_a_row_has_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """However long it is; nothing is folded, cut, or taken for markup."""
    print_table("Hệ thống", HEADINGS, [ROW, ROW])
    rows = [line for line in capsys.readouterr().out.splitlines() if "HT-1" in line]
    assert len(rows) == 2
    assert all("[bold]Cổng dịch vụ công" in row and ROW[5].strip() in row for row in rows)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_narrow_terminal_gets_a_row_in_lines(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell that says something stands by its heading; no line is wider; no word is torn."""
    monkeypatch.setenv("COLUMNS", str(width))
    print_table("Hệ thống", HEADINGS, [ROW])
    out = capsys.readouterr().out
    assert all(cell_len(line) <= width for line in out.splitlines())
    told = " ".join(out.split())
    for words in ("HT-1 – [bold]Cổng dịch vụ công", "Chủ quản: UBND tỉnh", "Cấp độ: 3", ROW[5].strip()):
        assert words in told
    assert "Ghi chú" not in told
    assert "Đơn vị vận hành" not in told


def test_a_wide_terminal_and_few_columns_stay_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As wide as the terminal says, and long cells folded."""
    monkeypatch.setenv("COLUMNS", "60")
    print_table("T", ("A", "B"), [("x" * 100, "y")])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(cell_len, lines)) <= 60
    assert "".join(lines).count("x") == 100
