"""Every sentence that the program may tell somebody as an error, read from its source."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parents[2]
PACKAGES = ("inventory", "scanner", "reports", "checks")
TELLING = re.compile(r"\bPhrase\(|\w+Error\(")  # in what tells an error, or makes a kind of it
BASES = {"Phrase", "PhrasedError", "ChecksError"}
# What says a sentence that it is given, or one of others' words: (module, first argument).
PASSING_ON = {
    "Foreign",
    "Joined",
    "TomlError",
    "ImportRefusedError",
    "ClearingRefusedError",
    "ApprovalRefusedError",
}


@dataclass(frozen=True)
class Said:
    """A sentence with the names of its values, or what stands in its place where that can't be told."""

    place: str
    sentence: str | None
    values: frozenset[str]
    code: str


@cache
def sources() -> dict[Path, ast.Module]:
    """Every module of the program."""
    files = [HOUSE / "capdo.py", *(file for package in PACKAGES for file in (HOUSE / package).rglob("*.py"))]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    return {file: ast.parse(text) for file, text in texts.items() if TELLING.search(text)}


@cache
def saying() -> frozenset[str]:
    """The classes whose first argument is a sentence: phrases, and the errors that tell one."""
    found = set(BASES)
    classes = [
        node for tree in sources().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]
    while more := {
        one.name for one in classes if one.name not in found and {_name(base) for base in one.bases} & found
    }:
        found |= more
    return frozenset(found - PASSING_ON)


def said() -> Iterator[Said]:
    """What is said anywhere."""
    for file, tree in sources().items():
        constants = _constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in saying() and node.args:
                place = f"{file.relative_to(HOUSE)}:{node.lineno}"
                sentence = _sentence(node.args[0], constants)
                values = frozenset(one.arg or "**" for one in node.keywords)
                yield Said(place, sentence, values, ast.unparse(node.args[0]))


def _sentence(node: ast.expr, constants: dict[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return constants.get(node.id) if isinstance(node, ast.Name) else None


def _constants(tree: ast.Module) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
