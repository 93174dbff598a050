"""A tree of zones from a root of their own: one for each way of being signed, or broken."""

from dataclasses import dataclass
from functools import cache

import dns.name
import dns.rdata
import dns.rdataset
from dns.dnssectypes import Algorithm, DSDigest
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.DS import DS

from tests.scanner.probes.dnssec.signing import (
    DAY,
    TTL,
    Key,
    Signing,
    ds_lines,
    key,
    signed,
    text_of,
    without,
)

HEAD = """
$TTL 300
{name}. IN SOA ns.test. admin.test. 1 3600 600 86400 300
{name}. IN NS ns.test.
"""
BODY = """
www.{name}. IN A 192.0.2.1
both.{name}. IN A 192.0.2.2
both.{name}. IN AAAA 2001:db8::2
*.wild.{name}. IN A 192.0.2.3
deep.er.{name}. IN A 192.0.2.4
alias.{name}. IN CNAME www.{name}.
out.{name}. IN CNAME www.unsigned.test.
across.{name}. IN CNAME www.hashed.test.
*.far.{name}. IN CNAME www.{name}.
moved.{name}. IN DNAME {name}.
"""
HASHED = Signing(nsec3=True)


@dataclass(frozen=True)
class Tree:
    """The zones' texts by name, and the anchors that they can be validated from."""

    zones: dict[str, str]
    root: Key
    inner: Key  # of signed.test

    def anchor(self, zone: str = ".", *, as_key: bool = False) -> str:
        """A trust anchor in presentation form."""
        own = self.root if zone == "." else self.inner
        record = own.record if as_key else own.ds(zone)
        return f"{dns.name.from_text(zone)} IN {'DNSKEY' if as_key else 'DS'} {record}\n"


@cache
def tree() -> Tree:
    """Built once: a signature takes its time."""
    signings = {
        "signed.test": Signing(),
        "hashed.test": HASHED,
        "iterated.test": Signing(nsec3=True, iterations=200),
        "expired.test": Signing(begin=-9 * DAY, end=-2 * DAY),
        "early.test": Signing(begin=2 * DAY, end=9 * DAY),
        "island.test": Signing(),
        "wrongds.test": Signing(),
        "sha1.test": Signing(key=key(Algorithm.RSASHA1)),
        "digest1.test": Signing(),
        "strange.test": Signing(),
        "forged.test": Signing(),
        "stripped.test": Signing(),
        "undenied.test": Signing(),
        "misdenied.test": Signing(nsec3=True),
        "optout.test": Signing(nsec3=True, opt_out=True),
    }
    made = {
        name: signed(name, (HEAD + BODY + _children(name)).format(name=name), how)
        for name, how in signings.items()
    }
    _spoil(made)
    zones = {name: text_of(zone) for name, zone in made.items()}
    zones |= {name: (HEAD + BODY).format(name=name) for name in UNSIGNED}
    parent, root = Signing(), Signing()
    zones["test"] = text_of(signed("test", _parent(signings), parent))
    delegation = "test. IN NS ns.test.\nns.test. IN A 127.0.0.1\n" + ds_lines(
        "test.", [parent.key.ds("test")]
    )
    zones["."] = text_of(signed(".", HEAD.format(name="") + delegation, root))
    return Tree(zones, root.key, signings["signed.test"].key)


UNSIGNED = ("unsigned.test", "child.hashed.test", "child.optout.test", "unknown.test")


def _children(name: str) -> str:
    """Delegations without DS records."""
    return f"child.{name}. IN NS ns.test.\n" if name in ("hashed.test", "optout.test") else ""


def _spoil(made: dict[str, "dns.zone.Zone"]) -> None:
    other = dns.rdataset.from_text("IN", "A", TTL, "192.0.2.66")
    forged = made["forged.test"].get_node("www.forged.test.")
    assert forged is not None
    forged.replace_rdataset(other)
    without(made["stripped.test"], "www.stripped.test.", RdataType.RRSIG, RdataType.A)
    for name in list(made["undenied.test"].nodes):
        without(made["undenied.test"], name.to_text(), RdataType.NSEC)
        without(made["undenied.test"], name.to_text(), RdataType.RRSIG, RdataType.NSEC)
    misdenied = made["misdenied.test"]
    for name in list(misdenied.nodes):
        without(misdenied, name.to_text(), RdataType.RRSIG, RdataType.NSEC3)


def _parent(signings: dict[str, Signing]) -> str:
    lines = [HEAD.format(name="test"), "ns.test. IN A 127.0.0.1\n", "www.test. IN A 192.0.2.9\n"]
    lines += [f"{name}. IN NS ns.test.\n" for name in (*signings, "unsigned.test", "unknown.test")]
    lines += [ds_lines(f"{name}.", _ds(name, how.key)) for name, how in signings.items()]
    lines.append(ds_lines("unknown.test.", [_with(key().ds("unknown.test"), algorithm=200)]))
    return "".join(lines)


def _ds(name: str, own: Key) -> list[DS]:
    """What the parent says of a zone's key, which is not always true."""
    if name == "island.test":
        return []
    if name == "wrongds.test":
        return [key().ds(name)]
    if name == "strange.test":
        return [_with(own.ds(name), digest_type=99)]
    return [own.ds(name, DSDigest.SHA1 if name == "digest1.test" else DSDigest.SHA256)]


def _with(record: DS, *, algorithm: int | None = None, digest_type: int | None = None) -> DS:
    text = str(record).split(maxsplit=3)
    text[1] = str(algorithm or text[1])
    text[2] = str(digest_type or text[2])
    found = dns.rdata.from_text("IN", "DS", " ".join(text))
    assert isinstance(found, DS)
    return found
