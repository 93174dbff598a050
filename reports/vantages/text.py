"""What two vantages see otherwise on the terminal, or as a terminal would show it."""

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as Plain

from inventory.safe_text import visible
from reports.differences.text import WIDTH
from reports.model.vantages import CheckSeenOtherwise, EndpointSeenOtherwise
from reports.sentences.vantages import counted, found, let_in, period, ports, unsure
from reports.text.locale import Locale
from reports.vantages.gathering import VantagesShown
from scanner.severities import COLOURS

INDENT = 3


def print_vantages(shown: VantagesShown, locale: Locale, console: Console | None = None) -> None:
    """Which two, how many endpoints differ, each of them; then what one of them could not tell."""
    console = console or Console(highlight=False)
    told = shown.told
    console.print(Plain(period(told, locale), style="bold"), Plain(counted(told, locale)), sep="\n")
    for line in told.differing:
        _print_endpoint(line, list(_differing(line, shown, locale)), shown, console)
    if told.unsure:
        console.print("", Plain(locale.t("vantages.unsure"), style="bold"), sep="\n")
    for line in told.unsure:
        _print_endpoint(line, [Plain(text) for text in unsure(line, told, locale)], shown, console)


def plain_vantages(shown: VantagesShown, locale: Locale) -> str:
    """The same as text without colours."""
    console = Console(width=WIDTH, no_color=True, highlight=False)
    with console.capture() as captured:
        print_vantages(shown, locale, console)
    return captured.get()


def _print_endpoint(
    line: EndpointSeenOtherwise, told: list[Plain], shown: VantagesShown, console: Console
) -> None:
    """Only rich ``Text`` is used: nothing that a server said is taken for markup."""
    systems = ", ".join(f"{code} – {shown.systems.get(code, code)}" for code in line.systems)
    place = Plain.assemble((visible(f"{line.host}:{line.port}"), "bold"), (f"  {visible(systems)}", "dim"))
    console.print("", place, sep="\n")
    for text in told:
        console.print(Padding(text, (0, 0, 0, INDENT)))


def _differing(line: EndpointSeenOtherwise, shown: VantagesShown, locale: Locale) -> Iterator[Plain]:
    if sentence := let_in(line, shown.told, locale):
        yield Plain(sentence)
    for check in line.checks:
        yield _check(check, shown, locale)
    yield from map(Plain, ports(line, shown.told, locale))


def _check(check: CheckSeenOtherwise, shown: VantagesShown, locale: Locale) -> Plain:
    return Plain.assemble(
        (f"{locale.t(f'severity.{check.severity}')}  ", COLOURS[check.severity]),
        f"{locale.text(check.heading)} ({check.check}): {found(check, shown.told, locale)} ",
        (visible(locale.text(check.summary)), "dim"),
    )
