"""The zones of the lab from its own root down, signed and not, with the faults that its domains want."""

from collections.abc import Iterator, Mapping

import dns.rdata
import dns.rdataset
import dns.zone
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.DS import DS

from tests.scanner.hosts.domains import DOMAINS, Domain, SigningFault
from tests.scanner.hosts.machines import MAIL_SERVERS, NAME_SERVERS, RESOLVER
from tests.scanner.hosts.places import ipv4, records
from tests.scanner.probes.dnssec.signing import DAY, TTL, Signing, key, signed, text_of, without

TLD, ABOVE = "vn", "gov.vn"
HEAD = f"$TTL {TTL}\n@ SOA ns1.nic.{ABOVE}. admin.nic.{ABOVE}. 1 3600 600 86400 300\n"
MAIL, POST, BROKEN = "mail", "post", "brokenmail"  # the zones of mail servers: signed, not signed, bogus


def zones(mail_key: str) -> tuple[dict[str, str], str]:
    """The texts by the zones' names, and the root's trust anchor.

    ``mail_key``: the SHA-256 of the mail servers' key, in hexadecimal.
    """
    texts: dict[str, str] = {}
    cuts = ""
    for name, domain in {**DOMAINS, **_of_mail_servers(mail_key)}.items():
        text, cut = _zone(name, domain)
        cuts += cut
        if any(NAME_SERVERS[server].serves for server in domain.servers if server in NAME_SERVERS):
            texts[f"{name}.{ABOVE}"] = text  # those of the zone above would answer for it otherwise
    for name, text in ((ABOVE, _name_servers()), (TLD, _glue()), (".", _glue())):
        how = Signing()
        texts[name] = text_of(signed(name, f"{HEAD}{_ns('@', ('ns1', 'ns2'))}{text}{cuts}", how))
        owner = f"{name}." if name != "." else name
        cuts = _ns(owner, ("ns1", "ns2")) + f"{owner} DS {how.key.ds(name)}\n"
        anchor = f"{owner} IN DS {how.key.ds(name)}\n"
    return texts, anchor


def _zone(name: str, domain: Domain) -> tuple[str, str]:
    """A zone's text, and the lines above that lead to it."""
    text = f"{HEAD}{_ns('@', domain.servers)}{domain.records}"
    cut = _ns(name, domain.servers)
    if domain.signed is None:
        return text, cut
    fault = domain.signed
    how = Signing(begin=-9 * DAY, end=-2 * DAY) if fault == "expired" else Signing()
    full = f"{name}.{ABOVE}"
    zone = signed(full, text, how)
    _spoil(zone, full, fault)
    return text_of(zone), f"{cut}{name} DS {_ds(full, how, fault)}\n"


def _spoil(zone: dns.zone.Zone, name: str, fault: SigningFault) -> None:
    """Take what belongs to the signatures of its addresses, or the addresses that they were made of."""
    if fault == "stripped":
        without(zone, f"{name}.", RdataType.RRSIG, RdataType.A)
    if fault == "forged":
        zone.replace_rdataset(f"{name}.", dns.rdataset.from_text("IN", "A", TTL, ipv4(14)))


def _ds(name: str, how: Signing, fault: SigningFault) -> DS:
    true = key().ds(name) if fault == "wrong_ds" else how.key.ds(name)
    if fault != "unknown_algorithm":
        return true
    tag, _, rest = str(true).split(maxsplit=2)
    unknown = dns.rdata.from_text("IN", "DS", f"{tag} 200 {rest}")
    assert isinstance(unknown, DS)
    return unknown


def _of_mail_servers(mail_key: str) -> Mapping[str, Domain]:
    """The zones that the mail servers are in, with the keys that are told of some."""
    good, wrong = f"TLSA 3 1 1 {mail_key}\n", f"TLSA 3 1 1 {'00' * 32}\n"
    keys = {
        "modern": good,
        "plain": good,
        "wrongkey": wrong,
        "twokeys": f"{good}_25._tcp.twokeys {wrong}",
        "unsigned": good,
        "bogus": good,
    }
    lines = {name: records(name, *machine.told) for name, machine in MAIL_SERVERS.items()}
    lines |= {name: f"{lines[name]}_25._tcp.{name} {told}" for name, told in keys.items()}
    return {
        MAIL: Domain(records="".join(_other_than(lines, "unsigned", "bogus")), signed="none"),
        POST: Domain(records=lines["unsigned"]),
        BROKEN: Domain(records=lines["bogus"], signed="expired"),
    }


def _other_than(lines: Mapping[str, str], *names: str) -> Iterator[str]:
    return (line for name, line in lines.items() if name not in names)


def _ns(owner: str, servers: tuple[str, ...]) -> str:
    return "".join(f"{owner} NS {name}.nic.{ABOVE}.\n" for name in servers)


def _name_servers() -> str:
    """Their addresses, in the zone that they are in; one is the resolver, which is no authority."""
    told = {**{name: machine.told for name, machine in NAME_SERVERS.items()}, "refusing": RESOLVER}
    return "".join(records(f"{name}.nic", *addresses) for name, addresses in told.items())


def _glue() -> str:
    return "".join(records(f"{name}.nic.{ABOVE}.", *NAME_SERVERS[name].told) for name in ("ns1", "ns2"))
