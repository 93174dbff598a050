"""``capdo inventory remove``, ``rename`` and ``merge``: each with a reason, which is recorded."""

from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from inventory.approvals.renaming.editing import Editing
from inventory.cli.options import DatabaseOption, LanguageOption, SystemArgument
from inventory.database.opening import opened_database
from inventory.database.transactions import writing
from inventory.errors import InventoryError
from inventory.model import Code, Text
from inventory.naming.matching import ItemKind
from inventory.naming.stored import item_code
from inventory.requirements.recording import SayingBy, carry_over
from inventory.safe_text import quoted
from inventory.wording.validation import CODE_RULE

REMOVED = Text(vi="Đã đưa khỏi danh mục: {code}", en="Removed: {code}")
RENAMED = Text(vi="Đã đổi mã: {old} → {new}", en="Renamed: {old} → {new}")
MERGED = Text(vi="Đã gộp: {codes}", en="Merged: {codes}")
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is recorded.")]


def remove(
    system: SystemArgument,
    reason: ReasonOption,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Leave a system out of indicators and scans from today on; its history and earlier reports stay."""
    with opened_database(database) as engine, writing(engine) as connection:
        code = item_code(connection, system, ItemKind.SYSTEM)
        Editing(connection, reason).remove(code)
    typer.echo(REMOVED.to(lang).format(code=code))


def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A system or organization, by its code or name.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its code from now on.")],
    reason: ReasonOption,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Give a system or organization another code; its events, waivers and scans stay with it."""
    try:
        TypeAdapter(Code).validate_python(new)
    except ValidationError:
        raise InventoryError("{value} is not a code: {rule}", value=quoted(new), rule=CODE_RULE) from None
    with opened_database(database) as engine, writing(engine) as connection:
        code = item_code(connection, old)
        Editing(connection, reason).rename(code, new)
    typer.echo(RENAMED.to(lang).format(old=code, new=new))


def merge(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The one that goes, by its code or name.")],
    target: Annotated[str, typer.Argument(metavar="INTO", help="The one that stays, by its code or name.")],
    reason: ReasonOption,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Merge two systems, or two organizations, that are the same one entered twice.

    Of a system, its events are recorded of the other too, and its endpoints, self-assessments and what the
    other lacks are added. The permission to scan is the other's own, and so are waivers.
    """
    with opened_database(database) as engine, writing(engine) as connection:
        codes = item_code(connection, source), item_code(connection, target)
        editing = Editing(connection, reason)
        editing.merge(*codes)
        carry_over(connection, *codes, SayingBy(editing.by.actor, editing.by.clock))
    typer.echo(MERGED.to(lang).format(codes=" → ".join(codes)))
