"""Every paper opens in LibreOffice, and its pages are those of an official document (Decree 30/2020)."""

import os
import subprocess

import pytest

from reports.official import layout
from reports.papers.form import NUMBERS, load_form
from tests.reports.official.printed import Page, pages
from tests.reports.papers.province import case_of, paper, system

NAMES = (*NUMBERS, "dossier")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """All of them as PDF, in one start of the office suite."""
    folder = tmp_path_factory.mktemp("papers")
    for number in NAMES:
        levels = load_form(number).levels
        case = case_of(system(levels[0]), system(levels[0], "B", name="Phần mềm thứ hai"))
        (folder / f"{number}.docx").write_bytes(paper(number, case).content)
    profile = f"-env:UserInstallation=file://{folder}/profile"  # apart from other tests' and the user's
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / f"{number}.docx") for number in NAMES]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=240, env=dict(os.environ))
    return {number: pages(folder / f"{number}.pdf") for number in NAMES}


@pytest.mark.parametrize("number", NAMES)
def test_pages(number: str, printed: dict[str, list[Page]]) -> None:
    """A4 with the decree's margins, the list of systems within them, and no signature on a page alone."""
    made = printed[number]
    assert made
    for page in made:
        assert (round(page.width), round(page.height)) == layout.PAGE
        words = [word for word in page.words if word.top > layout.TOP - 1]
        assert min(word.left for word in words) >= layout.LEFT - 2
        assert max(word.right for word in words) <= layout.PAGE[0] - layout.RIGHT + 2
        assert max(word.bottom for word in words) <= layout.PAGE[1] - layout.BOTTOM + 2
    assert "Phần mềm thứ hai" in " ".join(page.text for page in made)
    if number != "dossier":
        last = next(page for page in made if "ĐẠI DIỆN" in page.text)
        assert len(last.text.partition("Nơi nhận")[0].split()) > 5
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in made[0].text
