"""``capdo targets``."""

from typing import Annotated

import typer

from inventory.cli.listing.forms import ListFormOption
from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption
from inventory.clock import now
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.settings.choosing import chosen_plan_names
from reports.gathering.scope import Scope
from reports.gathering.targets import gather_targets
from reports.options import ActingOption, OrganizationOption, PlanOption
from reports.targets.text import print_targets, targets_csv, targets_json


def targets(
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    history: Annotated[
        bool, typer.Option("--history", help="The ends of the last twelve quarters too.")
    ] = False,
    forecast: Annotated[
        bool,
        typer.Option("--forecast", help="Pace, what is needed, and when each target is met at this pace."),
    ] = False,
    work: Annotated[
        bool, typer.Option("--work", help="Which systems to approve, easiest first, by agency.")
    ] = False,
    organization: OrganizationOption = None,
    acting: ActingOption = None,
    form: ListFormOption = "text",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Show each target of a plan: baseline, now, target, how many are missing, and which to take next."""
    parts = {
        name for name, enabled in (("history", history), ("forecast", forecast), ("work", work)) if enabled
    }
    told, scope = now(), Scope(acting, organization)
    sources = [
        gather_targets(database, name, as_of, told, scope, progress=bool(parts))
        for name in _plans(database, plan)
    ]
    if form == "json":
        typer.echo(targets_json(sources, parts), nl=False)
    elif form == "csv":
        typer.echo(targets_csv(sources, lang), nl=False)
    else:
        for source in sources:
            print_targets(source, lang, parts)


def _plans(database: str | None, told: str | None) -> tuple[str, ...]:
    """The plan that was told, else all that the database names."""
    if told is not None:
        return (told,)
    with opened_for_reading(database) as engine:
        settings = InventoryStore(engine).settings()
    return chosen_plan_names(None, settings)
