"""``capdo report mau08``: written with its blanks, which the screen names in one language."""

from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from inventory.clock import today
from inventory.database.opening import open_database
from inventory.files.importing import import_into
from inventory.files.sample import sample
from reports.commands import report_app
from reports.errors import ReportError


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample inventory in a database."""
    address = f"sqlite:///{tmp_path_factory.mktemp('mau08') / 'capdo.db'}"
    engine = open_database(address)
    import_into(engine, lambda _: sample(today()))
    engine.dispose()
    return address


def asked(url: str, output: Path, *options: str) -> Result:
    """What the command says."""
    arguments = ["mau08", "--output", str(output), "--database", url, *options]
    return CliRunner().invoke(report_app, arguments, catch_exceptions=False)


@pytest.mark.parametrize(("language", "told"), [("vi", "Còn thiếu"), ("en", "Missing")])
def test_what_is_missing_is_named_and_the_form_is_written(
    url: str, tmp_path: Path, language: str, told: str
) -> None:
    """Status 3; each system by its row, name and code."""
    result = asked(url, tmp_path / "m.docx", "--year", "2023", "--lang", language)
    assert result.exit_code == 3
    assert result.output.startswith(told)
    assert "(TTDT-CT): " in result.output
    assert ("cột 9" in result.output) is (language == "vi")
    assert ("column 9" in result.output) is (language == "en")
    assert (tmp_path / "m.docx").stat().st_size > 10_000


def test_one_bodys_form_goes_to_its_specialised_unit(url: str, tmp_path: Path) -> None:
    """Its systems alone, under its own name; to the ministry where that is asked for."""
    file = tmp_path / "m.docx"
    for options, addressee in (((), "Sở Thông tin và Truyền thông"), (("--to", "ministry"), "Bộ Công an")):
        asked(url, file, "--organization", "SO-CT", "--force", *options)
        document = docx.Document(str(file))
        assert f"Kính gửi: {addressee}." in [paragraph.text for paragraph in document.paragraphs]
        assert "SỞ CÔNG THƯƠNG" in document.tables[0].rows[0].cells[0].text
        assert len(document.tables[1].rows) == 2 + 1


def test_last_years_form_is_compared(url: str, tmp_path: Path) -> None:
    """What came back unchanged says nothing; a file that is no form is refused before anything is written."""
    asked(url, tmp_path / "2025.xlsx", "--year", "2025")
    result = asked(url, tmp_path / "m.docx", "--previous", str(tmp_path / "2025.xlsx"))
    assert "năm trước" not in result.output
    (tmp_path / "other.xlsx").write_bytes(b"PK")
    result = CliRunner().invoke(
        report_app,
        [
            "mau08",
            "--output",
            str(tmp_path / "n.docx"),
            "--database",
            url,
            "--previous",
            str(tmp_path / "other.xlsx"),
        ],
    )
    assert result.exit_code == 1
    assert not (tmp_path / "n.docx").exists()


def test_nothing_is_signed_before_the_day_of_its_figures(url: str, tmp_path: Path) -> None:
    """As of the quarterly report."""
    (tmp_path / "l.toml").write_text("signed_on = 2023-12-13", encoding="utf-8")
    with pytest.raises(ReportError, match="signed on 2023-12-13, before the day of the figures"):
        asked(url, tmp_path / "m.docx", "--year", "2023", "--letterhead", str(tmp_path / "l.toml"))
