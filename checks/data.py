"""The tables that ship beside the checks, read by the import system as it reads the code: no file is opened.

``pkgutil.get_data`` asks the package's loader, so it works wherever an import does, from an archive too.
"""

import pkgutil
from importlib.resources import files

SUFFIX = ".toml"


def tables(package: str) -> tuple[str, ...]:
    """The names of a package's tables, sorted, without ``.toml``."""
    entries = (entry.name for entry in files(package).iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in entries if name.endswith(SUFFIX)))


def table_text(package: str, name: str) -> str:
    """The TOML of one table.

    Raises:
        FileNotFoundError: the package has no such table.

    """
    data = pkgutil.get_data(package, f"{name}{SUFFIX}")
    assert data is not None  # noqa: S101 - the loaders of files and of archives both hand out data
    return data.decode("utf-8")
