"""``capdo approval classify`` and ``ruleset``: what the law calls for, and where it says so."""

from datetime import date
from typing import Annotated

import typer

from inventory.approvals.log import ApprovalLog
from inventory.approvals.redetermination import exists, to_redetermine
from inventory.approvals.replay import SystemStatus, statuses
from inventory.cli.classification_view import listed_changes, listed_levels
from inventory.cli.listing.filters import Chosen, filtered
from inventory.cli.listing.forms import ListForm, ListFormOption, print_listing
from inventory.cli.options import DatabaseOption, LanguageOption, day_option
from inventory.cli.ruleset_view import listed_ruleset
from inventory.clock import today
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.law.classification import classify as classified
from inventory.law.ruleset import RuleSet, load_ruleset, ruleset_on
from inventory.model import Inventory, Language, System
from inventory.naming.stored import system_code

OnOption = Annotated[date | None, day_option("--on", "Default: today.")]


@filtered
def classify(
    chosen: Chosen,
    system: Annotated[
        str | None, typer.Argument(metavar="SYSTEM", help="The system, by its code, name or host; or --all.")
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Every system that exists on the day.")] = False,
    on: OnOption = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since",
            metavar="RULESET",
            help="With --all: only systems to determine anew since those rules, as nd85-2016.",
        ),
    ] = None,
    output: ListFormOption = "text",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Propose the level of a system from its attributes, by the rule set in force on the day."""
    if everything == (system is not None) or (changed_since and not everything):
        raise InventoryError("name either one SYSTEM or --all; --changed-since needs --all")
    day = on or today()
    rules = ruleset_on(day)
    before = None if changed_since is None else load_ruleset(changed_since)
    with opened_for_reading(database) as engine:
        code = None if system is None else system_code(engine, system)
        inventory = InventoryStore(engine).load()
        status_of = dict(statuses(ApprovalLog(engine).events(), day))
    systems = tuple(chosen.systems(inventory, status_of, day))
    inventory = inventory.model_copy(update={"systems": systems})
    if before is not None:
        _show_changes(inventory, status_of, (before, rules), day, output, lang)
    else:
        _show(_chosen_systems(inventory, status_of, code, day), rules, day, output, lang)


def ruleset(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Default: the one in force on the day.")
    ] = None,
    *,
    on: OnOption = None,
    output: ListFormOption = "text",
    lang: LanguageOption = "vi",
) -> None:
    """Show a legal rule set: levels, roles, limits, dossier, dates, each with its source."""
    day = on or today()
    rules = ruleset_on(day) if name is None else load_ruleset(name)
    print_listing(listed_ruleset(rules, min(day, rules.last_day or day), lang), output)


def _chosen_systems(
    inventory: Inventory, status_of: dict[str, SystemStatus], code: str | None, day: date
) -> list[System]:
    if code is None:
        return [system for system in inventory.systems if exists(system, status_of.get(system.code), day)]
    return [system for system in inventory.systems if system.code == code]


def _show(systems: list[System], rules: RuleSet, day: date, form: ListForm, lang: Language) -> None:
    proposed = [(system, classified(system, rules, day)) for system in systems]
    print_listing(listed_levels(proposed, rules, day, lang), form)


def _show_changes(
    inventory: Inventory,
    status_of: dict[str, SystemStatus],
    rules: tuple[RuleSet, RuleSet],
    day: date,
    form: ListForm,
    lang: Language,
) -> None:
    systems = {system.code: system for system in inventory.systems}
    changes = to_redetermine(inventory, status_of, *rules, day)
    print_listing(listed_changes(changes, systems, rules, day, lang), form)
