"""What generated pages share."""

from pathlib import Path

from reports.catalogue.markdown import escape, table, write


def test_markup_is_text() -> None:
    """Each character that Markdown would read is escaped."""
    assert escape("a < b, *c*, `d` | e_f") == r"a \< b, \*c\*, \`d\` \| e\_f"


def test_a_table_has_a_line_under_its_head() -> None:
    """As GitHub's Markdown wants it."""
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n|---|---|\n| 1 | 2 |\n"


def test_pages_that_are_gone_are_removed(tmp_path: Path) -> None:
    """Writing makes the folder exactly what the pages say; what is no page stays."""
    (tmp_path / "web.gone.md").write_text("old", encoding="utf-8")
    (tmp_path / "picture.svg").write_text("<svg/>", encoding="utf-8")
    write(tmp_path, {"web.csp.md": "new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["picture.svg", "web.csp.md"]
