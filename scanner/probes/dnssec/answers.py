"""Whether what is answered about a name holds."""

from collections.abc import Collection, Mapping

import dns.rdatatype
from dns.name import Name
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.RRSIG import RRSIG

from checks.facts.extent import DETAIL_LENGTH
from checks.facts.names.dnssec import AnswerSecurity, DnssecError, SecurityState, ZoneSecurity
from scanner.probes.dns.records import name_text
from scanner.probes.dns.resolver import Reply
from scanner.probes.dnssec import denial
from scanner.probes.dnssec.denial import Unproven
from scanner.probes.dnssec.descent import Descent, IndeterminateError
from scanner.probes.dnssec.links import MOST_LINKS, AnswerLink, links
from scanner.probes.dnssec.signatures import Failed, verify
from scanner.probes.dnssec.zones import KnownZone, of_signatures

Judged = tuple[AnswerSecurity, tuple[ZoneSecurity, ...]]  # with the zones on the way down to it


async def judge(name: Name, kind: RdataType, reply: Reply, descent: Descent) -> tuple[Judged, ...]:
    """Every link of the answer to a question, in order."""
    found: list[Judged] = []
    following = [*links(name, kind, reply)]
    while following and len(found) < MOST_LINKS:
        link = following.pop(0)
        if not found or not link.is_left_open:
            found.append(await _judged(link, descent))
            continue
        try:
            further = await descent.ask(link.name, link.kind)
        except IndeterminateError as error:
            found.append(_indeterminate(link, error))
        else:
            following = [*links(link.name, link.kind, further)]
            found.append(await _judged(following.pop(0), descent))
    return tuple(found)


async def _judged(link: AnswerLink, descent: Descent) -> Judged:
    try:
        zone = await descent.zone_of(link.signer)
    except IndeterminateError as error:
        return _indeterminate(link, error)
    known = zone.told
    if known.state != "secure":
        return _told(link, zone, known.state, {"error": known.error, "detail": known.detail})
    if link.rrset is None:
        return _denied(link, zone, descent.at)
    result = verify(link.rrset, link.signed, zone.name, zone.keys, descent.at)
    if isinstance(result, Failed):
        return _settled(link, zone, result, ())
    if result.labels < len(link.name) - 1 and not link.name.is_wild():
        return _expanded(link, zone, result, descent.at)
    return _settled(link, zone, None, (result,))


def _indeterminate(link: AnswerLink, error: IndeterminateError) -> Judged:
    return _told(link, None, "indeterminate", {"reason": error.reason, "detail": error.detail})


def _denied(link: AnswerLink, zone: KnownZone, at: float) -> Judged:
    proof = denial.read(link.reply.authority, zone.name, zone.keys, at)
    lacking = proof.of_type(link.name, link.kind) if link.reply.exists else proof.of_name(link.name)
    return _settled(link, zone, lacking, proof.signed)


def _expanded(link: AnswerLink, zone: KnownZone, signature: RRSIG, at: float) -> Judged:
    """Records of a wildcard stand for the name only where nothing closer exists (RFC 4035, 5.3.4)."""
    proof = denial.read(link.reply.authority, zone.name, zone.keys, at)
    lacking = proof.of_closer(link.name, link.name.split(signature.labels + 1)[1])
    return _settled(link, zone, lacking, (signature, *proof.signed))


def _settled(
    link: AnswerLink, zone: KnownZone, lacking: Unproven | Failed | None, signed: Collection[RRSIG]
) -> Judged:
    if isinstance(lacking, Failed):
        return _told(link, zone, "bogus", {"error": lacking.error, "detail": lacking.detail[:DETAIL_LENGTH]})
    if lacking is None:
        return _told(link, zone, "secure", of_signatures(signed))
    error = DnssecError.TOO_MANY_ITERATIONS if lacking is Unproven.ITERATIONS else None
    known = {"error": error, "detail": lacking.value, **of_signatures(signed)}
    return _told(link, zone, "insecure", known)


def _told(
    link: AnswerLink, zone: KnownZone | None, state: SecurityState, known: Mapping[str, object]
) -> Judged:
    of_link = {
        "name": name_text(link.name),
        "kind": dns.rdatatype.to_text(link.kind),
        "denied": link.rrset is None,
        "zone": name_text(zone.name) if zone else None,
        "signed": bool(link.signed),
    }
    answer = AnswerSecurity.model_validate({**of_link, "state": state, **known})
    return answer, zone.path if zone else ()
