"""Templates of the users' own: what they may say, and what is refused in one clear line."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.safe_text import visible
from reports.errors import ReportError
from reports.papers.form import NUMBERS
from reports.papers.values import VariableValue
from reports.papers.word.filling import LARGEST_PART, MOST_TAGS, filled, read_template
from reports.papers.word.template import template_of
from tests.reports.hostile import PAYLOADS
from tests.reports.papers.province import case_of, paper, system, text

VALUES: dict[str, VariableValue] = {"ten": "Cổng A", "nhieu": False, "cac": [{"ten": "x"}, {"ten": "y"}]}


def template(*paragraphs: str) -> bytes:
    """A DOCX that says these."""
    document, made = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("number", [*NUMBERS, "dossier"])
def test_the_shipped_template_gives_the_shipped_paper(number: str, tmp_path: Path) -> None:
    """Byte by byte, after it went through a file."""
    case = case_of(system(3))
    file = tmp_path / "own.docx"
    file.write_bytes(template_of(number))
    assert paper(number, case, own_template=file).content == paper(number, case).content


def test_what_a_template_may_say() -> None:
    """Variables with filters, conditions, a choice, one loop over paragraphs."""
    own = template(
        "{{ ten | upper }} {{ 'nhiều' if nhieu else 'một' }}",
        "{%p if not nhieu and ten == 'Cổng A' %}",
        "có",
        "{%p endif %}",
        "{%p for one in cac %}",
        "{{ loop.index }}. {{ one.ten }}",
        "{%p endfor %}",
    )
    assert filled(own, VALUES, "own")[1].split("\n") == ["CỔNG A một", "có", "1. x", "2. y"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{{ tenn }}", "names what is no variable: 'tenn'; did you mean 'ten'?"),
        ("{{ la }} {{ lo }}", "'la', 'lo'"),
        ("{{ ten", "it is no template"),
        ("{% if nhieu %}", "it is no template"),
        ("{% khong %}", "it is no template"),
        ("{{ ten | khong }}", "it is no template"),
        ("{{ ten * 1000000000 }}", "it uses Mul"),
        ("{{ 9 ** 9 ** 9 }}", "it uses Pow"),
        ("{{ range(10) }}", "it uses Call"),
        ("{{ ten.__class__.__mro__ }}", "own: "),
        ("{{ ten.format(1) }}", "it uses Call"),
        ("{{ [1, 2] }}", "it uses List"),
        ("{% set a = ten %}{{ a }}", "it uses Assign"),
        ("{% include 'x' %}", "it uses Include"),
        ("{% macro m() %}{% endmacro %}", "it uses Macro"),
        ("{% for a in cac %}{% for b in cac %}x{% endfor %}{% endfor %}", "it has a loop in a loop"),
        ("{% for a in ten.x %}{{ a }}{% endfor %}", "own: "),
        ("{% for a in cac recursive %}{{ loop(cac) }}{% endfor %}", "it uses Call"),
        ("{{ one.ten }}", "'one'"),
        ("{% for a in cac %}{{ a.khong }}{% endfor %}", "has no attribute 'khong'"),
        ("{% for a in nhieu %}{{ a }}{% endfor %}", "own: "),
        ("{{ " + "(" * 3000 + "ten" + ")" * 3000 + " }}", "own: "),
    ],
)
def test_what_is_refused_is_told_in_one_line(said: str, told: str) -> None:
    """By what is wrong, with the template's name; nothing is written and nothing runs long."""
    with pytest.raises(ReportError) as refusal:
        filled(template(said), VALUES, "own")
    assert str(refusal.value).startswith("own: ")
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 1000


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_people_wrote_is_text(payload: str) -> None:
    """Names with markup, tags or control characters stand in the paper as they are, and do nothing."""
    written = paper("01", case_of(system(2, name=f"A {payload} B")))
    assert f"1. Tên hệ thống thông tin: A {visible(payload)} B" in text(written.content)


@given(st.text(max_size=60))
@settings(max_examples=25)
def test_any_text_of_a_template_is_taken_or_refused(said: str) -> None:
    """Never a traceback, whatever somebody typed between braces."""
    printable = "".join(letter for letter in said if letter.isprintable())
    with suppress(ReportError):
        filled(template("{{ ten }} {{" + printable), VALUES, "own")


def _repacked(change: Callable[[bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template("{{ ten }}"))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == "word/document.xml" else content)
    return made.getvalue()


BROKEN = {
    "empty": b"",
    "text": b"{{ ten }}",
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "cut off": template("a")[:2000],
    "no document": b"PK\x05\x06" + b"\x00" * 18,
    "no XML": _repacked(lambda _: b"<w:document"),
    "another XML": _repacked(lambda _: b"<html/>"),
    "entities": _repacked(
        lambda xml: (
            b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            + xml[xml.index(b"<w:document") :].replace(b"{{ ten }}", b"&b;{{ khong }}")
        )
    ),
    "a long part": _repacked(lambda xml: xml.replace(b"{{ ten }}", b"x" * (LARGEST_PART + 1))),
    "open tags": _repacked(
        lambda xml: xml.replace(b"{{ ten }}", b"{{ a " * (MOST_TAGS - 1) + b"x" * 900_000)
    ),
    "many tags": _repacked(lambda xml: xml.replace(b"{{ ten }}", b"{{ ten }}" * (MOST_TAGS + 1))),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_told_in_one_line(kind: str, tmp_path: Path) -> None:
    """Whatever is wrong with it: by its name, and with what to do."""
    file = tmp_path / "mau.docx"
    file.write_bytes(BROKEN[kind])
    with pytest.raises(ReportError) as refusal:
        filled(read_template(file), VALUES, str(file))
    assert str(refusal.value).startswith(str(file))
    assert "paper template" in str(refusal.value) or "paper variables" in str(refusal.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """With the reason of the system."""
    with pytest.raises(ReportError, match=r"cannot read the template .*No such file"):
        read_template(tmp_path / "none.docx")
