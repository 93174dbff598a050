"""A line for a shell that shows what was found, to whoever does not believe it."""

import shlex

from checks.evidence import clip
from checks.facts import Client
from checks.facts.site import LANGUAGE, SAID

ADDRESS_LENGTH = 500


def curl(url: str, client: Client, wanted: str = "", *, head: bool = False) -> str:
    """The command. ``wanted``: what to look for in the answer; ``head``: in its header."""
    agent, referer = SAID[client]
    parts = [
        "curl",
        "-sSi" if head else "-sS",
        "--compressed",
        "-A",
        agent,
        "-H",
        f"Accept-Language: {LANGUAGE}",
    ]
    parts += ["-e", referer] if referer else []
    line = shlex.join([*parts, "--", _visible(url)])
    return f"{line} | grep -ioF -- {shlex.quote(_visible(wanted))}" if wanted else line


def _visible(text: str) -> str:
    """One line of printable characters, bounded."""
    return clip("".join(letter if letter.isprintable() else "?" for letter in text), ADDRESS_LENGTH)
