"""Every key that a check writes into its evidence is told in words of the language, or said elsewhere."""

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from checks import registry
from reports.text.evidence_labels import LABELS, UNLABELLED, UNSAID

FOLDER = Path(str(files("checks")))
WRITERS = ("page_evidence",)  # functions whose keywords are keys
TOLD_BY_PLACE = {
    "subject",
    "not_before",
    "not_after",
    "deciding_certificate",
}  # of a certificate: its own words


def _keys(tree: ast.AST) -> Iterator[str]:
    """The keys of what is named evidence, wherever it is made or added to."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), keywords=keywords) if name in WRITERS:
                yield from (word.arg for word in keywords if word.arg)
                yield from _in(*(word.value for word in keywords))
            case ast.keyword(arg="evidence", value=value):
                yield from _in(value)
            case ast.AnnAssign(target=ast.Name(id="evidence"), value=ast.expr() as value):
                yield from _in(value)
            case ast.Assign(targets=[ast.Name(id="evidence")], value=value):
                yield from _in(value)
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id="evidence"), slice=ast.Constant(key))]):
                yield str(key)


def _in(*values: ast.expr) -> Iterator[str]:
    """The keys of every dictionary written there, inner ones too."""
    for value in values:
        for node in ast.walk(value):
            if isinstance(node, ast.Dict):
                yield from (str(key.value) for key in node.keys if isinstance(key, ast.Constant))


@pytest.mark.parametrize("family", registry.families())
def test_every_key_is_told_in_words(family: str) -> None:
    """A reader of a report never meets a bare name of a program's."""
    keys = {
        (key, path.name)
        for path in (FOLDER / family).glob("*.py")
        for key in _keys(ast.parse(path.read_text("utf-8")))
    }
    said = {*LABELS, *UNLABELLED, *UNSAID, *TOLD_BY_PLACE}
    assert sorted((key, name) for key, name in keys if key not in said) == []
