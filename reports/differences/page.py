"""Differences as one self-contained page in the leadership report's style."""

from functools import partial

from markupsafe import Markup

from reports.assembly.changes import counts, lines
from reports.differences.gathering import Shown
from reports.sentences.differences import became, counted, what, when
from reports.text.html_environment import environment, policy, stylesheet
from reports.text.locale import Locale


def diff_page(told: Shown, locale: Locale) -> str:
    """The whole page in one language. Whatever a server or a file said is escaped, and inert."""
    css, changes = stylesheet(), told.comparison.changes
    sentence = counted(counts(changes), locale)
    page: str = (
        environment()
        .get_template("differences.html.j2")
        .render(
            l=locale,
            css=Markup(css),  # noqa: S704 - our own file
            policy=policy(css),
            period=told.period(locale),
            counted=f"{sentence[:1].upper()}{sentence[1:]}.",
            lines=lines(changes),
            ages=told.ages,
            names=told.systems,
            became=partial(became, locale=locale),
            what=partial(what, locale=locale),
            when=partial(when, day=told.day, locale=locale),
        )
    )
    return page
