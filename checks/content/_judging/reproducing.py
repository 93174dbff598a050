"""A line for a shell that shows what was found, to whoever does not believe it."""

import shlex
from collections.abc import Mapping

from checks.evidence import clip
from checks.facts import Client

ADDRESS_LENGTH = 500
DESKTOP = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
    "Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile "
    "Safari/537.36"
)
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
GOOGLE, COC_COC = "https://www.google.com/", "https://coccoc.com/"
# As whom each client asks: its name, and where it says to come from.
SAID: Mapping[Client, tuple[str, str]] = {
    Client.BROWSER: (DESKTOP, ""),
    Client.PHONE: (PHONE, ""),
    Client.CRAWLER: (CRAWLER, ""),
    Client.BROWSER_FROM_GOOGLE: (DESKTOP, GOOGLE),
    Client.PHONE_FROM_GOOGLE: (PHONE, GOOGLE),
    Client.BROWSER_FROM_COC_COC: (DESKTOP, COC_COC),
}


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
        "Accept-Language: vi-VN,vi",
    ]
    parts += ["-e", referer] if referer else []
    line = shlex.join([*parts, "--", _visible(url)])
    return f"{line} | grep -ioF -- {shlex.quote(_visible(wanted))}" if wanted else line


def _visible(text: str) -> str:
    """One line of printable characters, bounded."""
    return clip("".join(letter if letter.isprintable() else "?" for letter in text), ADDRESS_LENGTH)
