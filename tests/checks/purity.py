"""Imports every module of checks/ and judges with each check where clock, files and network are out of reach.

``python -m tests.checks.purity [FOLDER]``, in an interpreter of its own: what it forbids stays forbidden. A
folder adds families of checks to those that ship. It prints what was tried to stderr and exits with 1.

While modules are imported, the import system alone may open files; while they judge, nobody may.
"""

import datetime as dt
import importlib
import pkgutil
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, NoReturn

from pydantic import GetCoreSchemaHandler, create_model
from pydantic_core import CoreSchema, core_schema

# What the checks are made with may read files and clocks while it is imported itself.
MADE_WITH = (
    "ada_url",
    "email.utils",
    "idna.uts46data",
    "publicsuffixlist",
    "pydantic",
    "selectolax.lexbor",
)
IMPORT_SYSTEM = {"<frozen importlib._bootstrap_external>", "<frozen zipimport>"}
DOORS = ("open", "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")
CLOCKS = (
    "time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time",
    "clock_gettime", "clock_gettime_ns", "localtime", "gmtime", "ctime", "sleep",
)  # fmt: skip
SCREENS = {"jinja2", "openpyxl", "rich", "typer"}


class ImpureError(BaseException):
    """Something that a check may not do; no ``except Exception`` swallows it."""


class _Kind(type):
    """Lets a date made before count as one made by the class without a clock."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.__mro__[1])


def _refusing(name: str) -> Callable[..., NoReturn]:
    def refuse(*_arguments: object, **_options: object) -> NoReturn:
        raise ImpureError(f"the clock was read: {name}")

    return refuse


class Date(dt.date, metaclass=_Kind):
    """``date`` without a clock."""

    today = classmethod(_refusing("date.today"))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.date_schema()


class DateTime(dt.datetime, metaclass=_Kind):
    """``datetime`` without a clock."""

    now = classmethod(_refusing("datetime.now"))
    today = classmethod(_refusing("datetime.today"))
    utcnow = classmethod(_refusing("datetime.utcnow"))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.datetime_schema()


class Guard:
    """An audit hook (PEP 578) that refuses files, sockets and processes."""

    def __init__(self) -> None:
        self.judging = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Called by the interpreter before each event."""
        if event.startswith(DOORS) and (self.judging or not _is_import_system(sys._getframe(1))):
            raise ImpureError(f"{event}: {arguments[:1]}")


def _is_import_system(frame: FrameType) -> bool:
    return frame.f_code.co_filename in IMPORT_SYSTEM


def forbid() -> Guard:
    """From here on no clock and no door, for whatever is imported after it."""
    for name in MADE_WITH:
        importlib.import_module(name)
    importlib.import_module("checks.urls").registries()  # the list comes with the library, and is read once
    create_model("First")  # with its first model, pydantic looks for plugins
    for name in CLOCKS:
        setattr(time, name, _refusing(f"time.{name}"))
    dt.date = Date  # type: ignore[misc]  # modules imported from here on get these
    dt.datetime = DateTime  # type: ignore[misc]
    guard = Guard()
    sys.addaudithook(guard)
    return guard


def import_everything(folders: list[str]) -> None:
    """Every module of checks/, those that no check uses too."""
    checks = importlib.import_module("checks")
    checks.__path__.extend(folders)
    for module in pkgutil.walk_packages(checks.__path__, "checks."):
        importlib.import_module(module.name)


def judge_everything(guard: Guard) -> int:
    """Each check under each profile, on facts in good order and on poor ones; how many verdicts that made."""
    from checks import judging, profile, registry  # noqa: PLC0415 - after the clock is gone
    from checks.grades.tls import grade  # noqa: PLC0415
    from tests.checks import builders  # noqa: PLC0415

    every = registry.all_checks().values()
    profiles = [profile.load(name) for name in profile.names()]
    poor = builders.exchange(headers=(("strict-transport-security", "max-age=1"), ("set-cookie", "a=b")))
    bare = builders.http(https=builders.visit(poor), security_txt=None)
    servers = (builders.tls(), builders.tls(groups=None, chains=()))
    facts = [builders.facts(tls=tls, http=http) for tls in servers for http in (builders.http(), bare)]
    guard.judging = True
    verdicts = [judging.judge(one, every, asked) for one in facts for asked in profiles]
    grades = [grade(one) for one in facts]
    return sum(map(len, verdicts)) + len(grades)


def main(folders: list[str]) -> None:
    """What is not allowed stops the program."""
    guard = forbid()
    import_everything(folders)
    judged = judge_everything(guard)
    guard.judging = False
    if screens := SCREENS & sys.modules.keys():
        raise ImpureError(f"a screen was imported: {', '.join(sorted(screens))}")
    sys.stdout.write(f"{judged} judged\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ImpureError as impure:
        sys.exit(str(impure))
