"""``scan run --pictures`` from end to end: real servers, real content checks, a real Chromium, the page."""

import base64
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from inventory.clock import now
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from reports.assembly.building import build_report
from reports.gathering.report import gather
from reports.html.page import render_html
from scanner.lab.model import Lab
from scanner.probes.picture import tools
from scanner.runs import running
from scanner.settings import RunSettings
from tests.scanner.runs.test_running import estate

TAMPERED, CLEAN = "tieu-de-thieu", "tot"
PLAN = "brvt-2023"
MOST_OCTETS = 150_000  # of one picture
LACK = tools.lacking()


@pytest.mark.skipif(bool(LACK), reason="; ".join(one.en for one in LACK) or "nothing is missing")
def test_a_tampered_page_is_shown_beside_its_finding(lab: Lab, tmp_path: Path) -> None:
    """It alone, named after its host, bounded, and drawn; of a clean page there is none."""
    url = f"sqlite:///{tmp_path / 'capdo.db'}"
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, TAMPERED, CLEAN, families=("content",)))
    address, port = lab.resolver
    settings = RunSettings(
        resolver=f"{address}:{port}",
        ca_file=str(lab.ca_file),
        only=("content",),
        pictures="findings",
        second_look=None,
    )
    running.carry_out(database, running.start(database, settings), lambda _: None)
    report = build_report(gather(url, PLAN, None, now()))
    (picture,) = report.pictures
    assert picture.host == f"{TAMPERED}.brvt.test"
    jpeg = base64.b64decode(picture.jpeg)
    assert jpeg.startswith(b"\xff\xd8\xff")
    assert len(jpeg) <= MOST_OCTETS
    page = LexborHTMLParser(render_html(report, "vi"))
    (drawn,) = [
        image for image in page.css("img") if (image.attributes["src"] or "").startswith("data:image/jpeg")
    ]
    assert picture.jpeg in (drawn.attributes["src"] or "")
    assert picture.host in (drawn.attributes["alt"] or "")
