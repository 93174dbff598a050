"""Whether a statement of a script runs by itself, or waits for a click on something that says so."""

import re
from collections.abc import Iterator
from itertools import islice

from checks.content._scripts.literals import STRING

LOOKED_BACK = 6_000  # characters before a statement in which what encloses it is looked for
HEADER_LENGTH = 160
BLOCKS = 24  # one within the other
_STRINGS = re.compile(STRING)
_EVERYWHERE = re.compile(
    r"(?:document|window|body|html|documentElement)\s*(?:\)|[\"']\s*\))?\s*\.\s*(?:addEventListener|on\w*)\s*[(=][^{}]*$|\$\(\s*[\"']?(?:document|body|window|html)[\"']?\s*\)[^{}]*$"
)
_WAITS = re.compile(
    r"(?:addEventListener|\.on|\.bind|\.one|\.delegate|\.live)\(\s*[\"'](?:click|submit|change|mousedown|mouseup|touch\w*|key\w*|input|select|dblclick)"
    r"|\.(?:click|submit|change|keypress|keyup|keydown|dblclick)\s*\(|\bon(?:click|submit|change|keypress|input|select)\s*[=:]|case\s"
)
_NAMED = re.compile(
    r"function\s+([A-Za-z_$][\w$]*)\s*\([^()]*\)\s*$|([A-Za-z_$][\w$]*)\s*[:=]\s*(?:async\s*)?(?:function\s*[\w$]*\s*\([^()]*\)|\(?[\w$,\s]*\)?\s*=>)\s*$"
    r"|(?:^|[,{;}\s])(?!if|for|while|switch|catch|with|function)([A-Za-z_$][\w$]*)\s*\([^()]*\)\s*$"
)


def is_automatic(text: str, place: int) -> bool:
    """Whether what stands there runs without a visitor's doing."""
    masked = _masked(text[max(0, place - LOOKED_BACK) : place])
    offset = place - len(masked)
    for brace in islice(_enclosing(masked), BLOCKS):
        header = text[max(0, offset + brace - HEADER_LENGTH) : offset + brace]
        if _EVERYWHERE.search(header):
            continue
        if _WAITS.search(header.rpartition(";")[2]):
            return False
        if (name := _NAMED.search(header)) and not _is_called(text, next(filter(None, name.groups()))):
            return False
    return True


def _masked(text: str) -> str:
    """The same length, without what stands in strings."""
    return _STRINGS.sub(lambda match: "_" * len(match.group()), text)


def _enclosing(text: str) -> Iterator[int]:
    """Where each block begins that is still open at the end, the innermost first."""
    closed = 0
    for place in range(len(text) - 1, -1, -1):
        if text[place] == "}":
            closed += 1
        elif text[place] == "{":
            if closed:
                closed -= 1
            else:
                yield place


def _is_called(text: str, name: str) -> bool:
    """Whether a function is called, or handed on, anywhere but where it is defined."""
    uses = re.compile(
        rf"(?<![\w$])(?<!function )(?<!function  ){re.escape(name)}\s*(?=\(|\)|,)(?!\([^()]*\)\s*\{{)"
    )
    return uses.search(text) is not None
