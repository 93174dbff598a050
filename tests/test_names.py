"""One word, one meaning: what a class or a type is called, nothing else of its package is called."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]


def names(tree: ast.Module) -> Iterator[str]:
    """The classes of a module, nested ones too, and the types that it gives a name at its top."""
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name):
            bare = target.id.lstrip("_")
            if bare[:1].isupper() and not bare.isupper():
                yield target.id


def repeated(sources: list[str]) -> set[str]:
    """The names that several modules, or one module twice, give."""
    counts = Counter(name for source in sources for name in names(ast.parse(source)))
    return {name for name, count in counts.items() if count > 1}


@pytest.mark.parametrize("package", ["checks", "reports"])
def test_a_type_s_name_is_unique_in_its_package(package: str) -> None:
    """A reader who meets it knows which one is meant."""
    assert repeated([file.read_text(encoding="utf-8") for file in (HOUSE / package).rglob("*.py")]) == set()


def test_a_name_given_twice_is_found() -> None:
    """The test above can fail: two classes, a class and an alias; constants and functions may repeat."""
    assert repeated(["class Row: pass", "class Row: pass"]) == {"Row"}
    assert repeated(["class Row: pass", "Row = tuple[str, ...]"]) == {"Row"}
    assert repeated(["ROWS = 1\ndef row(): pass", "ROWS = 2\ndef row(): pass"]) == set()
