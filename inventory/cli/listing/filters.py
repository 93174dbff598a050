"""Which systems a list is asked for: by owner, unit, status, level, host, or only portals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any

import typer
from sqlalchemy import Engine

from inventory.acting import Acting, ActingBodies
from inventory.approvals.log import ApprovalLog
from inventory.approvals.status import SystemStatus
from inventory.approvals.vocabulary import Approval
from inventory.cli.options import OptionError
from inventory.database.store import InventoryStore
from inventory.model import Code, Endpoint, Inventory, System
from inventory.naming.matching import ItemKind, candidates_in, host_named, meant
from inventory.words import Word, Words, WrongValueError

StatusByCode = dict[Code, SystemStatus]
EndpointPlace = tuple[str, int, int]
NO_DOSSIER = "none"
STATUSES = Words(
    (
        Word(NO_DOSSIER, "Chưa có hồ sơ", "No dossier", ("Chưa",)),
        Word(Approval.DRAFTING.value, "Đang dự thảo", "Being drafted", ("Dự thảo", "drafting")),
        Word(Approval.SUBMITTED.value, "Đã gửi thẩm định", "Submitted for appraisal", ("submitted",)),
        Word(Approval.APPRAISED.value, "Đã thẩm định", "Appraised", ("Thẩm định",)),
        Word(Approval.APPROVED.value, "Đã được phê duyệt", "Approved", ("Đã phê duyệt", "Phê duyệt")),
    )
)


def status_named(typed: str) -> str:
    """The status that a text names, in either language.

    Raises:
        OptionError: none.

    """
    try:
        return str(STATUSES.read(typed))
    except WrongValueError as error:
        raise OptionError(error.phrase) from None


@dataclass(frozen=True)
class Chosen:
    """What systems are asked for; None: any. ``level``: the one approved, else the one proposed.

    A body is asked for what it has now, as whoever took over has what an ended one had.
    """

    owner: str | None = None
    operator: str | None = None
    status: str | None = None
    level: int | None = None
    host: str | None = None
    portal: bool = False

    def systems(self, inventory: Inventory, statuses: StatusByCode, day: date) -> Iterator[System]:
        """Those of an inventory that are asked for.

        Raises:
            InventoryError: they are asked for by a body that it does not have.

        """
        owner = _body(inventory, self.owner, "--owner")
        unit = _body(inventory, self.operator, "--operator")
        owners = ActingBodies(inventory.organizations, Acting.OWNER)
        operators = ActingBodies(inventory.organizations, Acting.OPERATOR)
        for system in inventory.systems:
            operator = {system.operator, operators.of(system, day)} if system.operator else set()
            if (
                owner in {None, system.owner, owners.of(system, day)}
                and unit in {None, *operator}
                and self.allows(system, statuses.get(system.code))
            ):
                yield system

    def has(self, endpoint: Endpoint) -> bool:
        """Whether an endpoint's host is the one asked for, or has it in it."""
        if self.host is None:
            return True
        return (host_named(self.host) or self.host.strip().casefold()) in endpoint.host

    def allows(self, system: System, status: SystemStatus | None) -> bool:
        """Whether a system is one of those, whosever it is."""
        level = (status.level if status else None) or system.proposed_level
        approval = status.approval.value if status and status.approval else NO_DOSSIER
        return (
            self.level in {None, level}
            and self.status in {None, approval}
            and (system.is_portal or not self.portal)
            and (self.host is None or any(map(self.has, system.endpoints)))
        )


EVERY_SYSTEM = Chosen()


def systems_chosen(engine: Engine, chosen: Chosen, day: date) -> tuple[System, ...] | None:
    """The systems of a database that are asked for, as things stand on a day; None: all are.

    Raises:
        InventoryError: a body is not there, or the database cannot be read.

    """
    if chosen == EVERY_SYSTEM:
        return None
    statuses = dict(ApprovalLog(engine).statuses(day))
    return tuple(chosen.systems(InventoryStore(engine).load(), statuses, day))


def endpoints_chosen(engine: Engine, chosen: Chosen, day: date) -> frozenset[EndpointPlace] | None:
    """The endpoints of the same systems; by host, only those that have it.

    Raises:
        InventoryError: as of ``systems_chosen``.

    """
    systems = systems_chosen(engine, chosen, day)
    if systems is None:
        return None
    return frozenset(one.key for system in systems for one in system.endpoints if chosen.has(one))


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """A command with the options by which systems are chosen, which come to it as one (``Chosen``), first."""
    common = signature(_chosen).parameters
    _, *own = signature(command).parameters.values()
    added = [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in common.values()]
    parameters = [*own, *added]

    @wraps(command)
    def told(**given: Any) -> None:  # noqa: ANN401 - whatever the command line gave, as its options are typed
        command(_chosen(**{name: given.pop(name) for name in common}), **given)

    told.__dict__["__signature__"] = Signature(parameters)  # read by Typer, with the annotations
    told.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return told


def _chosen(
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="BODY", help="Only what this body owns.")
    ] = None,
    operator: Annotated[
        str | None, typer.Option("--operator", metavar="BODY", help="Only what this unit operates.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            parser=status_named,
            help="Only those whose approval stands so: none, drafting, submitted, appraised or approved.",
        ),
    ] = None,
    level: Annotated[
        int | None,
        typer.Option(
            "--level", min=1, max=5, help="Only of this level: the one approved, else the one proposed."
        ),
    ] = None,
    host: Annotated[
        str | None, typer.Option("--host", metavar="HOST", help="Only with this host, or a part of one.")
    ] = None,
    *,
    portal: Annotated[bool, typer.Option("--portal", help="Only portals.")] = False,
) -> Chosen:
    return Chosen(owner, operator, status, level, host, portal)


def _body(inventory: Inventory, typed: str | None, where: str) -> Code | None:
    if typed is None:
        return None
    return meant(typed, candidates_in(inventory, ItemKind.BODY), ItemKind.BODY, where).code
