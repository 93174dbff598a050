"""Checks made up by tests, and a place for them that the registry finds."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import checks
from checks.registry import all_checks

SOURCE = """
from checks.facts import HttpFacts
from checks.check import Check
from checks.model import (Judgement, Outcome, Reference, Severity, Text)

BOTH = Text(vi="một", en="one")
NONE = Text(vi="không", en="none")
CHECK = Check(
    id="{id}", title=BOTH, finding=NONE, rationale=BOTH, remediation=BOTH, severity=Severity.LOW,
    needs=(HttpFacts,),
    outcomes=(Outcome.PASS,), references=(Reference(title="RFC 1"),), since="0.1.0",
    judge=lambda facts, thresholds: Judgement(outcome=Outcome.PASS, summary=BOTH),
)
"""


@contextmanager
def family(folder: Path, name: str, **modules: str) -> Iterator[None]:
    """A family of checks in a folder of its own; ``modules`` are its files' sources by name."""
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text("")
    for module, source in modules.items():
        (package / f"{module}.py").write_text(source)
    checks.__path__.append(str(folder))
    all_checks.cache_clear()
    try:
        yield
    finally:
        checks.__path__.remove(str(folder))
        all_checks.cache_clear()
        for loaded in [entry for entry in sys.modules if entry.startswith(f"checks.{name}")]:
            del sys.modules[loaded]
        vars(checks).pop(name, None)
