"""``capdo approval verify``: whether the log, and what the figures rest on, is as it was written."""

import importlib
import os
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from inventory.approvals.attachments import Attachment, AttachmentState, Documented, attachments
from inventory.approvals.event_rows import last_number
from inventory.approvals.log import ApprovalLog
from inventory.approvals.verification import Verification
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.cli.verification_view import (
    NOTHING,
    broken,
    broken_chain,
    print_attachments,
    print_chain,
    print_intact,
)
from inventory.clock import today
from inventory.database.chains.following import Chain, ChainFound, Noted
from inventory.database.chains.inventory_verification import InventoryChain
from inventory.database.chains.statement import noted_in, statement
from inventory.database.reading_only import opened_for_reading
from inventory.database.transactions import reading, shown
from inventory.errors import InventoryError
from inventory.files.writing import keep_what_is_there, write_whole
from inventory.model import Language
from inventory.requirements.log import SelfAssessmentLog
from inventory.requirements.sealing import CHAIN as SELF_ASSESSMENTS
from inventory.wording.phrases import Phrase, os_reason

BROKEN, UNTESTED = 1, 3  # exit status
LONG = 50_000  # events, from which on another process is worth its start
HASH = re.compile(r"[0-9a-f]{64}")
APPROVALS = "approvals"  # the log's own chain, as statements name it


def chains_at(places: Sequence[str]) -> list[Chain]:
    """Chains of packages that the inventory doesn't know, ``module:NAME`` each.

    The composition root hands their places in, as the context object of the command line.
    """
    parts = (place.partition(":") for place in places)
    return [getattr(importlib.import_module(module), name) for module, _, name in parts]


def verify(
    context: typer.Context,
    *,
    expect: Annotated[
        str | None, typer.Option(metavar="HASH", help="A last hash noted earlier, which must be there.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A statement kept earlier, which must still hold.")
    ] = None,
    write_to: Annotated[
        Path | None,
        typer.Option(
            "--statement", metavar="FILE", help="Write what was found, to be printed, signed and kept."
        ),
    ] = None,
    files: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Also hash the decision files anew, which are kept there."),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="Also read the oldest scans of a large database, and fold anew what stands of them."
        ),
    ] = False,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Follow the hash chains; exit status 1 and the first bad row when a row was changed or removed.

    Followed are the log, the changes of the inventory and its settings, self-assessments, waivers and what
    scans saw; the status kept of each system is held against the whole log, the inventory against its
    changes, what stands of each check against the scans. With --files, decision files and the evidence of
    self-assessments are held against the hashes recorded of them; one that is not in the folder was not
    tested. Files are looked at only when the log, which holds their hashes, is good.

    Exit status: 0 all is as it was recorded; 1 the log, a chain or a decision file is not; 2 wrong input; 3
    the log holds no event, so that there is nothing to verify.
    """
    if files is not None and not files.is_dir():
        raise InventoryError(
            "--files: {folder!r} is not a folder: name the one with the decision files", folder=str(files)
        )
    noted = _noted(against)
    others = chains_at(context.obj or ())
    with opened_for_reading(database) as engine:
        with _log_verified(engine, _hash(expect), noted.get(APPROVALS)) as verified:
            followed = [InventoryChain(), SELF_ASSESSMENTS, *others]
            chains = _chains(engine, followed, noted, everything=everything)
            verification = verified()
        named = _named_files(engine) if files and verification.fault is None else ()
        url = engine.url
    _tell(verification, chains, lang)
    if write_to is not None:
        own = ChainFound(APPROVALS, verification.events, verification.head)
        _write(write_to, statement([own, *chains], shown(url), today()))
    if files is not None:
        _verify_files(attachments(named, files), lang)
    if not verification.events:
        raise typer.Exit(UNTESTED)


def _named_files(engine: Engine) -> tuple[Documented, ...]:
    return (*ApprovalLog(engine).with_files(), *SelfAssessmentLog(engine).with_files())


def _log_verified(
    engine: Engine, expect: str | None, noted: Noted | None
) -> AbstractContextManager[Callable[[], Verification]]:
    """What is found of the log, which a second process follows meanwhile where it is long."""
    with reading(engine) as connection:
        long = last_number(connection) >= LONG and (os.cpu_count() or 1) > 1
    if not long:
        return nullcontext(partial(ApprovalLog(engine).verify, expect, noted))
    from inventory.database.second_process import in_second_process  # noqa: PLC0415 - few logs are so long

    url = engine.url.render_as_string(hide_password=False)
    return in_second_process(partial(_verify_log, url, expect, noted))


def _verify_log(url: str, expect: str | None, noted: Noted | None) -> Verification:
    with opened_for_reading(url) as engine:
        return ApprovalLog(engine).verify(expect, noted)


def _chains(
    engine: Engine, chains: Sequence[Chain], noted: Mapping[str, Noted], *, everything: bool
) -> list[ChainFound]:
    _refuse_unknown(noted, {APPROVALS, *(chain.name for chain in chains)})
    with reading(engine) as connection:
        found = [chain.verify(connection, noted.get(chain.name), everything=everything) for chain in chains]
    return [chain for chain in found if chain.links or chain.fault or chain.name != SELF_ASSESSMENTS.name]


def _refuse_unknown(noted: Mapping[str, Noted], known: Collection[str]) -> None:
    if unknown := sorted(noted.keys() - known):
        raise InventoryError(
            "--against: nothing is known of the chain {chain!r}: update capdo", chain=unknown[0]
        )


def _tell(verification: Verification, chains: Sequence[ChainFound], lang: Language) -> None:
    """What is good on standard output; the faults on the other, which end the command."""
    faults = [broken(verification)] if verification.fault else []
    faults += [broken_chain(chain) for chain in chains if chain.fault]
    if verification.fault is None and verification.events:
        print_intact(verification, lang)
    for chain in chains:
        if chain.fault is None:
            print_chain(chain, lang)
    for fault in faults:
        typer.echo(fault.to(lang), err=True)
    if faults:
        raise typer.Exit(BROKEN)
    if not verification.events:
        typer.echo(NOTHING.to(lang), err=True)


def _verify_files(looked_at: Sequence[Attachment], lang: Language) -> None:
    print_attachments(looked_at, lang)
    if any(attachment.state is AttachmentState.CHANGED for attachment in looked_at):
        raise typer.Exit(BROKEN)


def _write(file: Path, text: str) -> None:
    """A new file: a statement that somebody keeps is never replaced."""
    keep_what_is_there(file)
    write_whole(file, text.encode())


def _noted(file: Path | None) -> Mapping[str, Noted]:
    if file is None:
        return {}
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else Phrase("it is not UTF-8 text")
        raise InventoryError(
            "--against: {file!r} cannot be read: {reason}", file=str(file), reason=reason
        ) from None
    return noted_in(text, f"--against: {str(file)!r}")


def _hash(text: str | None) -> str | None:
    """A noted hash, however its letters were copied.

    Raises:
        InventoryError: it is none.

    """
    noted = None if text is None else text.strip().lower()
    if noted is not None and HASH.fullmatch(noted) is None:
        raise InventoryError(
            "--expect: {text!r} is not a hash: give the 64 hexadecimal digits as noted", text=text
        )
    return noted
