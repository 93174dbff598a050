"""The catalogue of known exploited vulnerabilities, as people download it."""

import json
from pathlib import Path

import pytest

from inventory.errors import InventoryError
from inventory.settings.kev import LARGEST, kev_file, read_catalogue

ROW = {
    "cveID": "CVE-2021-41773",
    "vendorProject": "Apache",
    "product": "HTTP Server",
    "dateAdded": "2021-11-03",
    "shortDescription": "…",
    "cwes": ["CWE-22"],
}
DOCUMENT = {"title": "CISA", "catalogVersion": "2026.11.20", "count": 1, "vulnerabilities": [ROW]}
CSV = "cveID,vendorProject,product,dateAdded,notes\nCVE-2021-41773,Apache,HTTP Server,2021-11-03,\n"


@pytest.mark.parametrize("start", ["", "\ufeff", "\n "])
@pytest.mark.parametrize(("text", "version"), [(json.dumps(DOCUMENT), "2026.11.20"), (CSV, "2021-11-03")])
def test_both_forms_are_read(tmp_path: Path, text: str, version: str, start: str) -> None:
    """JSON with its own version; CSV by the day of its newest entry; the path is kept whole."""
    file = tmp_path / "kev"
    file.write_text(start.strip("\n ") + text, encoding="utf-8")
    catalogue = read_catalogue(file)
    assert (catalogue.version, catalogue.rows[0].cve, catalogue.rows[0].vendor) == (
        version,
        "CVE-2021-41773",
        "Apache",
    )
    assert kev_file(str(file)) == str(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no vulnerability"),
        (b"{", "is no JSON"),
        (b"{}", "has no list"),
        (b'{"vulnerabilities": 3}', "has no list"),
        (b'{"vulnerabilities": []}', "holds no vulnerability"),
        (b'{"vulnerabilities": [7]}', "entry 1: all of it"),
        (json.dumps({"vulnerabilities": [ROW, {**ROW, "cveID": "x"}]}).encode(), "entry 2: cveID"),
        (json.dumps({"vulnerabilities": [{**ROW, "dateAdded": "soon"}]}).encode(), "entry 1: dateAdded"),
        (b"name,value\na,b\n", "entry 1: cveID"),
        (b"<!doctype html><title>404</title>\nnot found\n", "entry 1"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"[" * 100_000, "holds no vulnerability"),
        (b'{"vulnerabilities": ' + b"[" * 100_000, "is no JSON"),
    ],
)
def test_what_is_no_catalogue_is_refused_with_a_line(tmp_path: Path, content: bytes, said: str) -> None:
    """What is wrong, where, and what to do."""
    file = tmp_path / "kev.json"
    file.write_bytes(content)
    with pytest.raises(InventoryError, match=said) as refusal:
        read_catalogue(file)
    assert "\n" not in str(refusal.value)
    assert "download" in str(refusal.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Or is far too large to be one."""
    with pytest.raises(InventoryError, match="cannot be read"):
        read_catalogue(tmp_path / "none")
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(InventoryError, match="is larger than"):
        read_catalogue(large)
