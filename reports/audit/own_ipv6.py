"""Whether the scanner's own IPv6 works, told before any verdict about that of a host."""

from checks.facts import ReachFacts
from checks.model import Language, Reason, Text
from reports.text.details import detail_to
from scanner.observation import Observation

WORKS = Text(vi="IPv6 của máy quét hoạt động", en="The scanner's own IPv6 works")
DOES_NOT = Text(vi="Máy quét không có IPv6 hoạt động", en="The scanner has no working IPv6")
UNTOLD = Text(vi="phép kiểm tra IPv6 chưa kết luận được", en="checks of IPv6 could not be told")


def own_ipv6_lines(seen: Observation, lang: Language) -> tuple[str, ...]:
    """One line with its proof where the host has an IPv6 address that was tried; none elsewhere."""
    reach = seen.facts.reach if seen.facts else None
    if not isinstance(reach, ReachFacts) or not reach.of_family(6):
        return ()
    proof = detail_to(reach.ipv6_proof, lang)
    if reach.ipv6_here:
        return (f"{WORKS.to(lang)}: {proof}",)
    untold = sum(verdict.reason is Reason.NO_IPV6_HERE for verdict in seen.verdicts)
    return (f"{DOES_NOT.to(lang)}: {proof}; {untold} {UNTOLD.to(lang)}",)
