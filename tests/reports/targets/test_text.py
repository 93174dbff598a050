"""The table of targets on a terminal."""

from io import StringIO

from rich.console import Console

from reports.targets.tables import targets_table
from reports.text.locale import load
from tests.reports import sample


def shown(width: int, name: str = "Trợ lý ảo") -> str:
    """The sample's table on a terminal of a width, with the first system to take next renamed."""
    first = sample.indicators()[0].next_up[0]
    inventory = sample.inventory()
    systems = tuple(
        system.model_copy(update={"name": name}) if system.code == first else system
        for system in inventory.systems
    )
    source = sample.source(inventory=inventory.model_copy(update={"systems": systems}))
    written = StringIO()
    Console(file=written, width=width).print(targets_table(source, load("vi")))
    return written.getvalue()


def test_names_are_neither_markup_nor_escape_sequences() -> None:
    """A name shows as it is, without what a terminal would obey."""
    table = shown(160, "[red]\x1b[2J\u202ex[/red]")
    assert "[red][2Jx[/red]" in table
    assert "\x1b" not in table


def test_the_figures_fit_a_narrow_terminal() -> None:
    """At 80 columns nothing that counts is cut or broken."""
    table = shown(80)
    assert "13% → 12,9% → 80%" in table
    assert all(len(line) <= 80 for line in table.splitlines())
    assert "3 chưa kiểm tra được" in table
