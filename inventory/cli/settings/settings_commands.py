"""``capdo settings``: what a database says of itself."""

from typing import Annotated

import typer

from inventory.cli.listing.forms import ListFormOption, Listing, named_document, print_listing
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.database.opening import opened_database
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.model import Setting, Text
from inventory.setting_keys import SettingKey
from inventory.settings.choosing import value_of
from inventory.settings.keys import KINDS, checked

KEY_HELP = "Of the setting; show lists them."
HEADINGS = {"vi": ("Thiết lập", "Giá trị", "Ý nghĩa"), "en": ("Setting", "Value", "Meaning")}

UNSET = Text(vi="{key}: đã bỏ thiết lập", en="{key}: no longer set")

settings_app = typer.Typer(
    help="What the database says of itself: plans, letterhead, bodies.", no_args_is_help=True
)


@settings_app.command("show")
def show(form: ListFormOption = "text", database: DatabaseOption = None, lang: LanguageOption = "vi") -> None:
    """List every setting with its value and its meaning."""
    with opened_for_reading(database) as engine:
        settings = InventoryStore(engine).settings()
    rows = [(key, value_of(settings, key), kind.meaning.to(lang)) for key, kind in KINDS.items()]
    listing = Listing("", HEADINGS[lang], rows, lambda: named_document("settings", map(_object, rows)))
    print_listing(listing, form)


def _object(row: tuple[SettingKey, str | None, str]) -> dict[str, object]:
    key, value, meaning = row
    return {"key": key, "value": value, "meaning": meaning}


@settings_app.command("set")
def change(
    key: Annotated[SettingKey, typer.Argument(metavar="KEY", help=KEY_HELP)],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it is from now on.")],
    database: DatabaseOption = None,
) -> None:
    """Set one of them; a value that can't be used is refused."""
    setting = checked(Setting(key=key, value=value))
    with opened_database(database) as engine:
        InventoryStore(engine).change_setting(key, setting.value)
    typer.echo(f"{key} = {setting.value}")


@settings_app.command("unset")
def unset(
    key: Annotated[SettingKey, typer.Argument(metavar="KEY", help=KEY_HELP)],
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Set one of them no longer."""
    with opened_database(database) as engine:
        InventoryStore(engine).change_setting(key, None)
    typer.echo(UNSET.to(lang).format(key=key))
