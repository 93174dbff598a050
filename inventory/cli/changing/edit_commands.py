"""``capdo inventory remove``, ``rename`` and ``merge``: each with a reason, which is recorded."""

from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from inventory.approvals.renaming.editing import Editing
from inventory.cli.options import DatabaseOption
from inventory.database.opening import opened_database
from inventory.database.transactions import writing
from inventory.errors import InventoryError
from inventory.files.reading.explain import CODE_RULE
from inventory.model import Code
from inventory.requirements.recording import SayingBy, carry_over
from inventory.safe_text import quoted

ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is recorded.")]


def remove(
    system: Annotated[str, typer.Argument(metavar="SYSTEM", help="The code of a system.")],
    reason: ReasonOption,
    database: DatabaseOption = None,
) -> None:
    """Leave a system out of indicators and scans from today on; its history and earlier reports stay."""
    with opened_database(database) as engine, writing(engine) as connection:
        Editing(connection, reason).remove(system)
    typer.echo(f"Đã đưa khỏi danh mục / removed: {system}")


def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The code of a system or organization.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its code from now on.")],
    reason: ReasonOption,
    database: DatabaseOption = None,
) -> None:
    """Give a system or organization another code; its events, waivers and scans stay with it."""
    try:
        TypeAdapter(Code).validate_python(new)
    except ValidationError:
        raise InventoryError(f"{quoted(new)} is not a code: {CODE_RULE}") from None
    with opened_database(database) as engine, writing(engine) as connection:
        Editing(connection, reason).rename(old, new)
    typer.echo(f"Đã đổi mã / renamed: {old} → {new}")


def merge(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The code of the one that goes.")],
    target: Annotated[str, typer.Argument(metavar="INTO", help="The code of the one that stays.")],
    reason: ReasonOption,
    database: DatabaseOption = None,
) -> None:
    """Merge two systems, or two organizations, that are the same one entered twice.

    Of a system, its events are recorded of the other too, and its endpoints, self-assessments and what the
    other lacks are added. The permission to scan is the other's own, and so are waivers.
    """
    with opened_database(database) as engine, writing(engine) as connection:
        editing = Editing(connection, reason)
        editing.merge(source, target)
        carry_over(connection, source, target, SayingBy(editing.by.actor, editing.by.clock))
    typer.echo(f"Đã gộp / merged: {source} → {target}")
