"""What the commands' pages say beyond ``--help``: ``command_notes.toml``, by command."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from checks.model import Frozen, Text

FILE = "command_notes.toml"


class Notes(Frozen):
    """``texts`` are paragraphs of Markdown; ``examples`` are commands as they are typed, one a line."""

    texts: tuple[Text, ...] = ()
    examples: str = ""


@cache
def all_notes() -> Mapping[str, Notes]:
    """The notes by the words that name the command, such as ``capdo approval record``."""
    read = tomllib.loads((files("reports.catalogue") / FILE).read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Notes]).validate_python(read)
