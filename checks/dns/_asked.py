"""When DNS left nothing to judge, or did not tell. Settled once, so that the checks of zones answer alike."""

from checks.facts import DnsFacts, Facts, NotTested
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Text

TYPED = Text(
    vi="Không áp dụng: mục tiêu là một địa chỉ, không phải tên miền.",
    en="Does not apply: the target is an address, not a name.",
)
NO_SUCH_NAME = NotTested(reason=Reason.DNS_FAILURE, detail="the name does not exist (NXDOMAIN)")
NOT_ASKED = NotTested(reason=Reason.NOT_REQUESTED, detail="nothing but the host's addresses was asked of DNS")


def settled(facts: Facts, *kinds: str) -> Judgement | None:
    """The judgement where there is no name, or where the questions of these kinds got no answer, else None.

    Args:
        facts: of the endpoint.
        kinds: as ``DnsFacts.unanswered`` names them, such as "CAA"; those without which nothing can be told.

    Raises:
        FactsMissingError: DNS could not be asked.

    """
    names = facts.require(DnsFacts)
    if names.status == "ADDRESS":
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=TYPED)
    if names.status == "NXDOMAIN" and not names.gone:
        return not_tested(NO_SUCH_NAME)
    if not was_asked(names):
        return not_tested(NOT_ASKED)
    return unanswered(names, *kinds)


def was_asked(names: DnsFacts) -> bool:
    """Whether more than the addresses was asked for, which an apex was found or missed by."""
    return not names.addresses_only and (names.zone is not None or "SOA" in names.unanswered)


def unanswered(names: DnsFacts, *kinds: str) -> Judgement | None:
    """Why nothing can be told where one of these questions got no answer; None: each got one."""
    silent = [kind for kind in kinds if kind in names.unanswered]
    if not silent:
        return None
    detail = f"DNS answers no question of this kind: {', '.join(silent)}"
    return not_tested(NotTested(reason=Reason.DNS_FAILURE, detail=detail))
