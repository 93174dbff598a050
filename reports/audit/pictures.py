"""The pictures of an audit's pages, each as a file named after its host."""

import base64
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from checks.facts import BrowserFacts, NotTested
from checks.facts.bundle import NO_BROWSER
from checks.model import Language, Text
from checks.reasons import REASONS
from inventory.safe_text import visible
from reports.files import require_writable, write_bytes
from reports.text.details import detail_to
from scanner.observation import Observation
from scanner.planning.plan import PlannedEndpoint
from scanner.settings import RunSettings, refuse_impossible_pictures

HTTPS = 443
ScreenshotOption = Annotated[
    Path | None,
    typer.Option(
        "--screenshot",
        metavar="DIR",
        help="Pictures of the pages go there; their accessibility is judged too.",
    ),
]
NONE = Text(vi="không chụp được trang của {host}: {why}", en="no picture of the page of {host}: {why}")


def require_room(folder: Path | None, settings: RunSettings, endpoints: Iterable[PlannedEndpoint]) -> None:
    """Tell that a picture cannot be taken or written before the pages are opened; None: none is asked for.

    Raises:
        ScannerError: this machine lacks something for pictures, and is to take them itself.
        ReportError: a file cannot be written.

    """
    refuse_impossible_pictures(settings)
    if folder is None:
        return
    for endpoint in endpoints:
        require_writable(folder / _name(endpoint.host, endpoint.https_port))


def write_pictures(folder: Path | None, seen: Sequence[Observation], lang: Language) -> None:
    """``HOST.jpg`` for each, ``HOST_PORT.jpg`` on another port; on stderr why one was not taken.

    Raises:
        ReportError: a file cannot be written.

    """
    if folder is None:
        return
    for observation in seen:
        target = observation.target
        browser = observation.facts.browser if observation.facts else NO_BROWSER
        if isinstance(browser, BrowserFacts) and browser.picture:
            picture = base64.b64decode(browser.picture)
            write_bytes(folder / _name(target.host, target.https_port), picture)
        else:
            why = browser if isinstance(browser, NotTested) else NO_BROWSER
            sys.stderr.write(NONE.to(lang).format(host=target.host, why=_why(why, lang)) + "\n")


def _name(host: str, port: int) -> str:
    """Host names and addresses hold nothing that a file's name may not, but for an address's colons."""
    name = host.replace(":", "-")
    return f"{name}.jpg" if port == HTTPS else f"{name}_{port}.jpg"


def _why(missing: NotTested, lang: Language) -> str:
    detail = visible(detail_to(missing.detail, lang))
    phrase = REASONS[missing.reason].phrase.to(lang)
    return f"{phrase} ({detail})" if detail else phrase
