"""Recording self-assessments: numbered, held against the rules, and sealed, within one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, func, insert, select

from inventory.clock import Clock, today
from inventory.database.chains.sealing import seal
from inventory.database.present_codes import keys_by_code, present_codes
from inventory.database.rows import by_name, columns_of, rows_of, values
from inventory.database.tables import ApprovalHeadRow, SystemRow
from inventory.errors import InventoryError
from inventory.model import Code
from inventory.requirements.catalogue_rows import ChosenCatalogue, catalogue_called, catalogue_on, chosen
from inventory.requirements.model import SelfAssessment, what_is_said
from inventory.requirements.rules import (
    Problem,
    SelfAssessmentRefusedError,
    problems,
    wrong_correction,
)
from inventory.requirements.sealing import CHAIN, SELF_ASSESSMENTS
from inventory.requirements.tables import SelfAssessmentRow
from inventory.safe_text import quoted
from inventory.wording.phrases import Phrase

FIELDS = (
    SelfAssessmentRow.assessed_on.label("on"),
    *columns_of(SelfAssessmentRow, SelfAssessmentRow.assessed_on),
)
UNREADABLE = "a self-assessment can't be read: see capdo approval verify; restore a backup"
BySystem = dict[Code, list[SelfAssessment]]


@dataclass(frozen=True)
class SayingBy:
    """Who records, for those that name nobody, and when."""

    actor: str
    clock: Clock


def said_of(connection: Connection, systems: Collection[Code] | None = None) -> BySystem:
    """What was said, by the present code of its system, in the order of recording; None: of every system."""
    keys, present = keys_by_code(connection), present_codes(connection)
    only = None if systems is None else {keys.get(code, code) for code in systems}
    query = select(*FIELDS).order_by(SelfAssessmentRow.sequence)
    said: BySystem = defaultdict(list)
    try:
        for row in by_name(rows_of(connection, query, SelfAssessmentRow.system, only)):
            code = present.get(row["system"], row["system"])
            said[code].append(SelfAssessment.model_validate({**row, "system": code}))
    except (ValidationError, TypeError, ValueError):
        raise InventoryError(UNREADABLE) from None
    return dict(said)


def say(connection: Connection, told: Sequence[SelfAssessment], by: SayingBy) -> list[SelfAssessment]:
    """Record them all or none; those recorded.

    Raises:
        SelfAssessmentRefusedError: every one that is refused, and why.

    """
    connection.execute(select(ApprovalHeadRow.id).with_for_update())  # the one lock of what is appended
    last = _last(connection)
    catalogues = chosen(connection)
    numbered = [_stamped(one, number, catalogues, by) for number, one in enumerate(told, start=last + 1)]
    if refused := list(_refused(connection, numbered, catalogues, by)):
        raise SelfAssessmentRefusedError(refused)
    if numbered:
        keys = keys_by_code(connection)
        connection.execute(insert(SelfAssessmentRow), [_row(one, keys) for one in numbered])
        seal(connection, CHAIN.name, SELF_ASSESSMENTS, SELF_ASSESSMENTS.key > last)
    return numbered


def say_new(connection: Connection, told: Sequence[SelfAssessment], by: SayingBy) -> int:
    """Record those not recorded yet, told by their content; how many.

    A correction among them names another by its number in the same file, else by its number in the log.

    Raises:
        SelfAssessmentRefusedError: every one that is refused, and why.

    """
    catalogues, last = chosen(connection), _last(connection)
    recorded = said_of(connection, {one.system for one in told})
    numbers = {what_is_said(one): one.sequence or 0 for known in recorded.values() for one in known}
    in_file: dict[int, int] = {}
    new: list[SelfAssessment] = []
    for one in sorted(told, key=lambda item: item.corrects is not None):
        numbered = one.model_copy(update={"corrects": in_file.get(one.corrects or 0, one.corrects)})
        content = what_is_said(_of_catalogue(numbered, catalogues))
        if content not in numbers:
            new.append(content.model_copy(update={"actor": one.actor}))
            numbers[content] = last + len(new)
        if one.sequence is not None:
            in_file[one.sequence] = numbers[content]
    return len(say(connection, new, by))


def carry_over(connection: Connection, source: Code, target: Code, by: SayingBy) -> int:
    """Say of a system what was said of one that goes into it, as far as it says nothing itself; how many."""
    told = said_of(connection, {source, target})
    answered = {(one.catalogue, one.requirement) for one in told.get(target, ())}
    moved = [
        one.model_copy(update={"system": target})
        for one in told.get(source, ())
        if (one.catalogue, one.requirement) not in answered
    ]
    return say_new(connection, moved, by)


def _last(connection: Connection) -> int:
    return connection.scalar(select(func.max(SelfAssessmentRow.sequence))) or 0


def _of_catalogue(told: SelfAssessment, catalogues: Sequence[ChosenCatalogue]) -> SelfAssessment:
    return told.model_copy(update={"catalogue": told.catalogue or catalogue_on(catalogues, told.on).code})


def _stamped(
    told: SelfAssessment, number: int, catalogues: Sequence[ChosenCatalogue], by: SayingBy
) -> SelfAssessment:
    stamp = {"sequence": number, "recorded_at": by.clock().astimezone(UTC), "actor": told.actor or by.actor}
    return _of_catalogue(told, catalogues).model_copy(update=stamp)


def _row(said: SelfAssessment, keys: Mapping[Code, Code]) -> dict[str, Any]:
    own = values({SelfAssessmentRow.assessed_on: said.on})
    return {**said.model_dump(exclude={"on"}), **own, "system": keys.get(said.system, said.system)}


def _refused(
    connection: Connection,
    told: Sequence[SelfAssessment],
    catalogues: Sequence[ChosenCatalogue],
    by: SayingBy,
) -> Iterator[tuple[int, SelfAssessment, Problem]]:
    systems, day = _codes(connection), today(by.clock)
    recorded = said_of(connection, {one.system for one in told})
    for place, one in enumerate(told):
        if one.system not in systems:
            yield (
                place,
                one,
                (
                    "system",
                    Phrase("there is no system {code} in the inventory", code=quoted(one.system)),
                ),
            )
        catalogue = catalogue_called(catalogues, one.catalogue or "")
        yield from ((place, one, problem) for problem in problems(one, catalogue, day))
        earlier = {known.sequence or 0: known for known in recorded.setdefault(one.system, [])}
        if wrong := wrong_correction(one, earlier):
            yield place, one, wrong
        recorded[one.system].append(one)


def _codes(connection: Connection) -> set[Code]:
    present = present_codes(connection)
    return {present.get(code, code) for code in connection.scalars(select(SystemRow.code))}
