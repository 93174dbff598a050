"""Who issues a document, where, to whom, and who signs: kept by the user in a TOML file, never made up."""

from importlib.resources import files
from pathlib import Path

from inventory.model import Strict
from inventory.toml_files import parsed, read_text
from inventory.typed_days import WrittenDay
from inventory.wording.phrases import Phrase

BLANK = "…"  # what is to be filled in by hand, as in Vietnamese forms


class Letterhead(Strict):
    """Decree 30/2020, annex I: issuing body, number and symbol, place and day, recipients, signer."""

    parent: str = ""  # the body above; none for the highest
    issuer: str = BLANK
    number: str = BLANK
    symbol: str = BLANK  # of the issuing body, after BC-
    place: str = BLANK
    signed_on: WrittenDay | None = None  # None: left blank, to be filled in when it is signed
    addressee: str = ""  # none: the body that decided the plan
    authority: str = ""  # TM. …, KT. …, TL. …, TUQ. …
    position: str = BLANK
    signer: str = BLANK
    recipients: tuple[str, ...] = ("Như trên", BLANK)
    archive: str = BLANK  # after "Lưu: VT,"
    members: dict[str, str] = {}  # who of the committee follows a row of the plan, by its number


def load_letterhead(path: Path | None) -> Letterhead:
    """The letterhead of a file; None: every name is left blank.

    Raises:
        InventoryError: the file cannot be read, is no TOML, or names what a letterhead doesn't have.

    """
    if path is None:
        return Letterhead()
    return parsed(str(path), read_text(path, Phrase("letterhead")), Letterhead)


def template() -> str:
    """An explained file to fill in; as it stands, it leaves everything blank."""
    return (files("inventory.settings") / "letterhead.toml").read_text(encoding="utf-8")
