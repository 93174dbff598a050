"""Which DMARC record covers a domain: the tree walk of RFC 9989, section 4.10, over its answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.facts import MailAnswer, NotTested
from checks.facts.names.mail import MailQuestion
from checks.mail._dmarc.record import MILDER, DmarcPolicy, DmarcRecord, is_dmarc, parse
from checks.model import Reason

LABELS_WALKED = 7  # of a longer name the walk leaves out what is between it and its last seven labels
PREFIX = "_dmarc."
NEVER_ASKED = MailAnswer(
    name="", type="TXT", failure=NotTested(reason=Reason.INCOMPLETE, detail="this question was not asked")
)


@dataclass(frozen=True)
class DmarcStep:
    """One step of the walk. ``record`` None: none, or none that counts; ``fault``: what is wrong there."""

    domain: str
    record: DmarcRecord | None = None
    text: str = ""
    fault: str = ""  # several_records, doubled_tag
    failure: NotTested | None = None


@dataclass(frozen=True)
class DmarcCover:
    """What covers a domain.

    Attributes:
        at: the domain whose record it is; None: there is none.
        tag: which of ``p``, ``sp`` and ``np`` speaks for the domain.
        organization: the organizational domain that the walk finds; None: some step was not answered.
        suffixes: domains of the walk whose record says that they are public suffixes (``psd=y``).

    """

    at: DmarcStep | None
    tag: str
    organization: str | None
    suffixes: tuple[str, ...]
    steps: tuple[DmarcStep, ...]

    @property
    def policy(self) -> DmarcPolicy | None:
        """As published for the domain; None: mail is treated as if there were no record."""
        record = self.at.record if self.at else None
        return None if record is None or record.is_void else record.policy(self.tag)

    @property
    def effective(self) -> DmarcPolicy | None:
        """As receivers apply it, one step milder by ``t=y``; None: as above."""
        record = self.at.record if self.at else None
        if record is None or self.policy is None:
            return None
        return MILDER[self.policy] if record.is_testing else self.policy


class DmarcUnansweredError(Exception):
    """A step that decides got no answer."""

    def __init__(self, failure: NotTested) -> None:
        super().__init__(failure.detail)
        self.failure = failure


def walk(domain: str) -> tuple[str, ...]:
    """The domains whose record is looked for, the domain itself first: eight at most."""
    labels = domain.split(".")
    above = labels[max(1, len(labels) - LABELS_WALKED) :]
    return (domain, *(".".join(above[start:]) for start in range(len(above))))


def question(domain: str) -> MailQuestion:
    """What is asked of DNS for one step."""
    return (f"{PREFIX}{domain}", "TXT")


def cover(domain: str, answers: Mapping[MailQuestion, MailAnswer], *, exists: bool) -> DmarcCover:
    """The record that covers a domain, as a receiver of its mail finds it.

    Args:
        domain: as in the sender's address.
        answers: to every question of the walk.
        exists: whether DNS knows the domain at all, whatever it has (RFC 9989, appendix A.4).

    Raises:
        DmarcUnansweredError: what decides was not answered.

    """
    steps = tuple(_steps(domain, answers))
    own, above = steps[0], steps[1:]
    suffixes = tuple(step.domain for step in steps if step.record and step.record.suffix == "y")
    lost = next((step.failure for step in steps if step.failure), None)
    organization = None if lost else _organization(steps)
    if own.failure is not None:
        raise DmarcUnansweredError(own.failure)
    if own.record is not None:
        return DmarcCover(own, "p", organization, suffixes, steps)
    if lost is not None:
        raise DmarcUnansweredError(lost)
    at = _first(above, organization) or _first(above, *suffixes)
    return DmarcCover(at, "sp" if exists else "np", organization, suffixes, steps)


def _steps(domain: str, answers: Mapping[MailQuestion, MailAnswer]) -> Iterable[DmarcStep]:
    """Up to the first record that says whether its domain is a public suffix."""
    for name in walk(domain):
        step = _step(name, answers.get(question(name), NEVER_ASKED))
        yield step
        if step.record is not None and step.record.suffix != "u":
            return


def _step(domain: str, answer: MailAnswer) -> DmarcStep:
    texts = [text for text in answer.values if is_dmarc(text)]
    if len(texts) != 1:
        return DmarcStep(domain, fault="several_records" if texts else "", failure=answer.failure)
    record = parse(texts[0])
    return DmarcStep(domain, record, texts[0], fault="" if record else "doubled_tag")


def _organization(steps: tuple[DmarcStep, ...]) -> str:
    """RFC 9989, 4.10.2: below a public suffix, or where the last record of the walk is."""
    found = [(place, step) for place, step in enumerate(steps) if step.record is not None]
    if not found:
        return steps[0].domain
    place, last = found[-1]
    if last.record is not None and last.record.suffix == "y" and place > 0:
        below = steps[0].domain.removesuffix(f".{last.domain}").rpartition(".")[2]
        return f"{below}.{last.domain}"
    return last.domain


def _first(steps: Iterable[DmarcStep], *domains: str | None) -> DmarcStep | None:
    return next((step for step in steps if step.record is not None and step.domain in domains), None)
