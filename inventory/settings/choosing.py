"""What a command goes by: what it was told, else what the database says of itself."""

from collections.abc import Sequence
from pathlib import Path

from inventory.errors import InventoryError
from inventory.model import Setting
from inventory.setting_keys import SettingKey
from inventory.settings.keys import plans_in
from inventory.settings.letterhead import BLANK, Letterhead, load_letterhead
from inventory.settings.vantage import INTERNET
from inventory.targets.plan import Plan, load_plan, plan_names

Settings = Sequence[Setting]


def value_of(settings: Settings, key: SettingKey) -> str | None:
    """What is set; None: nothing."""
    return next((setting.value for setting in settings if setting.key is key), None)


def retention(settings: Settings) -> int | None:
    """For how many months the facts of every look are kept; None: for ever."""
    months = value_of(settings, SettingKey.RETENTION)
    return int(months) if months else None


def main_vantage(settings: Settings) -> str:
    """The vantage whose verdicts all figures tell."""
    return value_of(settings, SettingKey.SCAN_VANTAGE) or INTERNET


def chosen_plans(told: str | None, settings: Settings) -> tuple[Plan, ...]:
    """The plan that was told, else those that are set; the first is that of the reports.

    Raises:
        InventoryError: neither is there, or a plan cannot be read or is wrong.

    """
    return tuple(map(load_plan, chosen_plan_names(told, settings)))


def chosen_plan_names(told: str | None, settings: Settings) -> tuple[str, ...]:
    """The same by name, without reading them.

    Raises:
        InventoryError: there is none.

    """
    names = (told,) if told is not None else plans_in(value_of(settings, SettingKey.PLAN) or "")
    if not names:
        raise InventoryError(
            "this database names no plan of targets: choose one with `capdo settings set plan NAME` or "
            "--plan NAME ({plans}, or a TOML file of your own: `capdo plan template`)",
            plans=", ".join(plan_names()),
        )
    return names


def chosen_letterhead(told: Path | None, settings: Settings) -> Letterhead:
    """The letterhead that was told, else the one that is set; names that it leaves blank are those set.

    Raises:
        InventoryError: its file cannot be read or is wrong.

    """
    named = value_of(settings, SettingKey.LETTERHEAD)
    letterhead = load_letterhead(told or (Path(named) if named else None))
    names = {
        key.value: value
        for key in (SettingKey.PARENT, SettingKey.ISSUER, SettingKey.ADDRESSEE)
        if getattr(letterhead, key.value) in ("", BLANK) and (value := value_of(settings, key))
    }
    return letterhead.model_copy(update=names)
