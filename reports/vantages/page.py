"""What two vantages see otherwise as one self-contained page in the leadership report's style."""

from typing import Any

from markupsafe import Markup

from reports.model.vantages import CheckSeenOtherwise, EndpointSeenOtherwise, TwoVantages
from reports.sentences import vantages as sentences
from reports.text.html_environment import environment, policy, stylesheet
from reports.text.locale import Locale
from reports.vantages.gathering import VantagesShown


def vantages_page(shown: VantagesShown, locale: Locale) -> str:
    """The whole page in one language. Whatever a server or a file said is escaped, and inert."""
    css = stylesheet()
    page: str = (
        environment()
        .get_template("vantages_page.html.j2")
        .render(
            l=locale,
            css=Markup(css),  # noqa: S704 - our own file
            policy=policy(css),
            told=shown.told,
            names=shown.systems,
            seen_apart=VantageWords(locale),
        )
    )
    return page


class VantageWords:
    """The sentences of ``reports.sentences.vantages`` for templates, in one language."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale

    def period(self, told: TwoVantages) -> str:
        """Which two."""
        return sentences.period(told, self._locale)

    def counted(self, told: TwoVantages) -> str:
        """How many differ."""
        return sentences.counted(told, self._locale)

    def named(self, vantage: str) -> str:
        """A vantage as it is written."""
        return sentences.named(vantage)

    def differing(self, line: EndpointSeenOtherwise, told: TwoVantages) -> list[str]:
        """What of an endpoint needs no more than a sentence."""
        let_in = sentences.let_in(line, told, self._locale)
        return [*([let_in] if let_in else []), *sentences.ports(line, told, self._locale)]

    def found(self, check: CheckSeenOtherwise, told: TwoVantages) -> str:
        """From where a finding is found."""
        return sentences.found(check, told, self._locale)

    def unsure(self, line: EndpointSeenOtherwise, told: TwoVantages) -> list[Any]:
        """What one of them could not tell."""
        return list(sentences.unsure(line, told, self._locale))
