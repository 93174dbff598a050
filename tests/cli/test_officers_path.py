"""The path of docs/officer.md runs as it is written: from the empty workbook to Mẫu 08."""

import re
import shlex
from pathlib import Path

import docx

from tests.cli.conftest import Here, here
from tests.markdown_links import broken_links

__all__ = ["here"]

PAGE = Path(__file__).parents[2] / "docs" / "officer.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
LOOKS = ["scan", "run"]  # it would look at hosts that are not there: other tests scan
WRITTEN = {0, 3}  # 3: with what is missing left blank


def test_the_path_runs_as_written(here: Here, tmp_path: Path) -> None:
    """Each command in turn, in one folder; the system ends up approved in the form."""
    lines = [
        line
        for block in BLOCK.findall(PAGE.read_text("utf-8"))
        for line in block.splitlines()
        if line.strip()
    ]
    assert len(lines) >= 12
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "capdo"
        if arguments != LOOKS:
            ended = here(*arguments)
            assert ended.status in (WRITTEN if arguments[0] in {"report", "paper"} else {0}), (line, ended)
    rows = [
        [cell.text for cell in row.cells]
        for row in docx.Document(str(tmp_path / "mau-08.docx")).tables[1].rows
    ]
    (row,) = [row for row in rows if "Sở Du lịch" in row[1]]
    assert row[5:8] == [
        "Đã được phê duyệt",
        "31/QĐ-STTTT ngày 25/08/2026 của Sở Thông tin và Truyền thông",
        "20/QĐ-STTTT ngày 12/08/2026 của Sở Thông tin và Truyền thông",
    ]
    assert {path.name for path in tmp_path.iterdir()} >= {
        "mau-01.docx",
        "mau-08.docx",
        "mau-08.xlsx",
        "don-doc",
    }


def test_every_link_leads_somewhere() -> None:
    """To a file of the project."""
    assert broken_links(PAGE) == []
