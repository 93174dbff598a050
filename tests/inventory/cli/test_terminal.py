"""Tables: a row has lines of its own where the terminal, or 80 columns of a pipe, are too narrow for it."""

import pytest
from rich.cells import cell_len

from inventory.cli.terminal import print_table

HEADINGS = ("Mã", "Tên", "Chủ quản", "Đơn vị vận hành", "Cấp độ", "Tình trạng", "Ghi chú")
ROW = ("HT-1", "[bold]Cổng dịch vụ công", "UBND tỉnh", None, 3, "Đã được phê duyệt " * 9, "-")


@pytest.mark.parametrize("told", [None, "", "x", "0"])
def test_a_pipe_is_as_wide_as_terminals_are(
    told: str | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of which nobody says how wide it is; nothing is cut, or taken for markup."""
    if told is not None:
        monkeypatch.setenv("COLUMNS", told)
    print_table("Hệ thống", HEADINGS, [ROW, ROW])
    out = capsys.readouterr().out
    assert all(cell_len(line) <= 80 for line in out.splitlines())
    assert out.count("HT-1 – [bold]Cổng dịch vụ công\n") == 2
    assert " ".join(out.split()).count(ROW[5].strip()) == 2


def test_a_wide_pipe_has_a_row_on_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it is, where somebody says that there is room."""
    monkeypatch.setenv("COLUMNS", "400")
    print_table("Hệ thống", HEADINGS, [ROW, ROW])
    rows = [line for line in capsys.readouterr().out.splitlines() if "HT-1" in line]
    assert len(rows) == 2
    assert all("[bold]Cổng dịch vụ công" in row and ROW[5].strip() in row for row in rows)


@pytest.mark.parametrize("width", [60, 80, 100, 200])
@pytest.mark.parametrize("columns", [2, 3, 4, 5, 9])
def test_a_code_is_whole_at_any_width(
    width: int, columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And so is a host, though it be wider than the screen."""
    monkeypatch.setenv("COLUMNS", str(width))
    code, host = "trung-tam-chuyen-doi-so.phan-mem", f"{'mo-quan-tri.' * 4}brvt.test"
    row = (code, "Tên", host, *(["Đã được phê duyệt"] * (columns - 3)))[:columns]
    print_table("T", [f"Cột {number}" for number in range(columns)], [row] * 3)
    words = capsys.readouterr().out.split()
    assert words.count(code) == 3
    assert words.count(host) == (3 if columns > 2 else 0)


def test_a_card_tells_a_host_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Of one thing, each line is a heading and what it is."""
    host = f"{'mo-quan-tri.' * 5}brvt.test"
    print_table("T", ("", ""), [("Điểm truy cập của hệ thống", host), ("Mã", "A")])
    assert host in capsys.readouterr().out.split()


def test_what_fits_stays_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """However many columns it has."""
    print_table("T", [f"C{number}" for number in range(8)], [range(8)])
    assert "│ 0  │ 1  │" in capsys.readouterr().out


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
