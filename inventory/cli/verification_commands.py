"""``capdo approval verify``: whether the log is as it was written."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from inventory.approvals.attachments import Attachment, AttachmentState, attachments
from inventory.approvals.log import ApprovalLog
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.cli.verification_view import broken, print_attachments, print_intact
from inventory.database.opening import opened_database
from inventory.errors import InventoryError
from inventory.model import Language

BROKEN = 1  # exit status
HASH = re.compile(r"[0-9a-f]{64}")


def verify(
    *,
    expect: Annotated[
        str | None, typer.Option(metavar="HASH", help="A last hash noted earlier, which must be there.")
    ] = None,
    files: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Also hash the decision files anew, which are kept there."),
    ] = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Follow the log's hash chain; exit status 1 and the first bad row when a row was changed or removed.

    With --files, decision files are held against the hashes recorded of them; one that is not in the folder
    was not tested. Files are looked at only when the log, which holds their hashes, is good.

    Exit status: 0 all is as it was recorded; 1 the log or a decision file is not; 2 wrong input.
    """
    if files is not None and not files.is_dir():
        raise InventoryError(f"--files: {str(files)!r} is not a folder: name the one with the decision files")
    with opened_database(database) as engine:
        log = ApprovalLog(engine)
        verification = log.verify(_hash(expect))
        named = log.with_files() if files else ()
    if verification.fault is not None:
        typer.echo(broken(verification).to(lang), err=True)
        raise typer.Exit(BROKEN)
    print_intact(verification, lang)
    if files is not None:
        _verify_files(attachments(named, files), lang)


def _verify_files(looked_at: Sequence[Attachment], lang: Language) -> None:
    print_attachments(looked_at, lang)
    if any(attachment.state is AttachmentState.CHANGED for attachment in looked_at):
        raise typer.Exit(BROKEN)


def _hash(text: str | None) -> str | None:
    """A noted hash, however its letters were copied.

    Raises:
        InventoryError: it is none.

    """
    noted = None if text is None else text.strip().lower()
    if noted is not None and HASH.fullmatch(noted) is None:
        raise InventoryError(f"--expect: {text!r} is not a hash: give the 64 hexadecimal digits as noted")
    return noted
