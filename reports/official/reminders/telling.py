"""What the screen says of reminder letters: where they are, what they leave out, what is left to fill in."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from inventory.deadlines import Deadline
from inventory.model import Code, Language, Text
from inventory.safe_text import visible
from reports.official.reminders.gathering import Reminders
from reports.text.locale import Locale, load

WRITTEN = Text(
    vi="{unit}: {tasks} việc, {overdue} quá hạn → {path}",
    en="{unit}: {tasks} tasks, {overdue} overdue → {path}",
)
COMPLETE = Text(
    vi="Không có việc còn thiếu, không lập công văn: {unit}", en="Lacks nothing, so no letter: {unit}"
)
DOUBTFUL = Text(
    vi="Thời hạn không đưa vào công văn vì căn cứ cần đối chiếu:",
    en="Days left out of the letters, for the rules behind them are to be verified:",
)
FIRST = Text(vi="sớm nhất", en="the first on")
BLANK_NAMES = Text(
    vi="Còn để trống, tô màu trong văn bản (capdo report letterhead, sổ đăng ký): {names}",
    en="Left blank and marked in the letters (capdo report letterhead, the register): {names}",
)


def telling(told: Reminders, paths: Mapping[Code, Path], language: Language) -> Iterator[str]:
    """Line by line."""
    locale = load(language)
    for letter in told.reminders:
        overdue = sum(task.overdue_days > 0 for task in letter.tasks)
        line = WRITTEN.to(language).format(
            unit=letter.unit.name, tasks=len(letter.tasks), overdue=overdue, path=paths[letter.unit.code]
        )
        yield visible(line)
    yield from (visible(COMPLETE.to(language).format(unit=name)) for name in told.complete)
    doubtful = list(_doubtful(told, locale))
    yield from [DOUBTFUL.to(language), *doubtful] if doubtful else []
    if told.blanks:
        names = ", ".join(name.to(language) for name in told.blanks)
        yield BLANK_NAMES.to(language).format(names=names)


def _doubtful(told: Reminders, locale: Locale) -> Iterator[str]:
    """By rule: of how many systems, and the first of the days."""
    deadlines = sorted((deadline for letter in told.reminders for deadline in letter.doubtful), key=_rule)
    for source, group in groupby(deadlines, key=_rule):
        own = list(group)
        count = locale.n("unit.systems", len({deadline.system for deadline in own}))
        first = locale.date(min(deadline.due for deadline in own))
        yield visible(f"  {locale.citation(source)}: {count}, {FIRST.to(locale.language)} {first}")


def _rule(deadline: Deadline) -> str:
    return deadline.source
