"""Compiled templates, kept in the user's cache folder: compiling them takes half a second of every page.

They are code, so that they are read from no folder where another user could have put them. A cache that can't
be read or written is no error: the templates are compiled then.
"""

import hashlib
import os
import stat
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

VARIABLE = "XDG_CACHE_HOME"  # XDG Base Directory Specification
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


class TemplateCache(FileSystemBytecodeCache):
    """Files in a folder; one that cannot be read or written is left alone."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was kept of a template; whatever is no byte code of its present text counts as nothing."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template as compiled, unless Python was told to keep no byte code."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def template_cache(environment: Environment) -> BytecodeCache | None:
    """The user's own cache; None: there is none to be had, or others could write there."""
    options = (environment.autoescape, environment.trim_blocks, environment.lstrip_blocks)
    made_by = f"{version('jinja2')} {options}"  # with others the same text is other code
    with suppress(OSError, RuntimeError):  # RuntimeError: nobody knows where the home is
        folder = _cache_home() / "capdo" / "templates" / hashlib.sha256(made_by.encode()).hexdigest()[:16]
        folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
        if _is_own(folder):
            return TemplateCache(str(folder), "%s.cache")
    return None


def _cache_home() -> Path:
    named = Path(os.environ.get(VARIABLE, ""))
    return named if named.is_absolute() else Path.home() / ".cache"  # a relative one is to be ignored


def _is_own(folder: Path) -> bool:
    """Whether nobody but this user can write there; Windows has no such modes, and keeps homes apart."""
    if not hasattr(os, "getuid"):
        return True
    found = folder.lstat()
    return found.st_uid == os.getuid() and not found.st_mode & OTHERS_MAY_WRITE
