"""Signed zones of domains with mail, and one that is not signed; every mail server is on this machine."""

from dataclasses import dataclass

from dns.rdatatype import RdataType

from tests.scanner.probes.dnssec.signing import Signing, ds_lines, signed, text_of, without

HEAD = """
$TTL 300
{name} IN SOA ns.test. admin.test. 1 3600 600 86400 300
{name} IN NS ns.test.
"""
KEY = "{key}"  # in the place of the SHA-256 of the server's key
SIGNED = f"""
safe.test. IN MX 20 mail2.safe.test.
safe.test. IN MX 10 mail.safe.test.
mail.safe.test. IN A 127.0.0.1
mail.safe.test. IN AAAA ::1
mail2.safe.test. IN A 127.0.0.1
_25._tcp.mail.safe.test. IN TLSA 3 1 1 {KEY}
_25._tcp.mail2.safe.test. IN CNAME _25._tcp.mail.safe.test.
also.safe.test. IN MX 10 mail.safe.test.
wrong.safe.test. IN MX 10 wrong.safe.test.
wrong.safe.test. IN A 127.0.0.1
_25._tcp.wrong.safe.test. IN TLSA 3 1 1 {"00" * 32}
forged.safe.test. IN MX 10 forged.safe.test.
forged.safe.test. IN A 127.0.0.1
_25._tcp.forged.safe.test. IN TLSA 3 1 1 {KEY}
aliased.safe.test. IN MX 10 alias.safe.test.
alias.safe.test. IN CNAME mail.safe.test.
led.safe.test. IN MX 10 out.safe.test.
out.safe.test. IN CNAME mail.plain.test.
bare.safe.test. IN MX 10 bare.safe.test.
bare.safe.test. IN A 127.0.0.1
anchored.safe.test. IN MX 10 anchored.safe.test.
anchored.safe.test. IN A 127.0.0.1
_25._tcp.anchored.safe.test. IN TLSA 2 0 0 {{root}}
strange.safe.test. IN MX 10 strange.safe.test.
strange.safe.test. IN A 127.0.0.1
_25._tcp.strange.safe.test. IN TLSA 2 0 0 {{strange}}
none.safe.test. IN TXT "no mail"
null.safe.test. IN MX 0 .
inside.safe.test. IN MX 10 private.safe.test.
inside.safe.test. IN MX 20 mail.example.vn.
private.safe.test. IN A 10.0.0.1
private.safe.test. IN AAAA fd00::1
gone.safe.test. IN MX 10 nobody.safe.test.
many.safe.test. IN MX 5 .
""" + "".join(f"many.safe.test. IN MX {number} m{number}.safe.test.\n" for number in range(12))
UNSIGNED = f"""
plain.test. IN MX 10 mail.plain.test.
mail.plain.test. IN A 127.0.0.1
mail.plain.test. IN AAAA ::1
_25._tcp.mail.plain.test. IN TLSA 3 1 1 {KEY}
"""


@dataclass(frozen=True)
class MailZones:
    """The texts by name, and the anchor of their root."""

    texts: dict[str, str]
    anchor: str


def zones(key: str, root_certificate: str, strange: str) -> MailZones:
    """With this digest in the TLSA records, the server's root, and another; all in hexadecimal."""
    safe, parent, root = Signing(), Signing(), Signing()
    made = signed(
        "safe.test",
        HEAD.format(name="safe.test.") + SIGNED.format(key=key, root=root_certificate, strange=strange),
        safe,
    )
    without(made, "_25._tcp.forged.safe.test.", RdataType.RRSIG, RdataType.TLSA)
    above = HEAD.format(name="test.") + "ns.test. IN A 127.0.0.1\nsafe.test. IN NS ns.test.\n"
    above += ds_lines("safe.test.", [safe.key.ds("safe.test")]) + "plain.test. IN NS ns.test.\n"
    beneath = HEAD.format(name=".") + "test. IN NS ns.test.\nns.test. IN A 127.0.0.1\n"
    beneath += ds_lines("test.", [parent.key.ds("test")])
    texts = {
        "safe.test": text_of(made),
        "plain.test": HEAD.format(name="plain.test.") + UNSIGNED.format(key=key),
        "example.vn": HEAD.format(name="example.vn.") + "mail.example.vn. IN A 127.0.0.1\n",
        "test": text_of(signed("test", above, parent)),
        ".": text_of(signed(".", beneath, root)),
    }
    return MailZones(texts, f". IN DS {root.key.ds('.')}\n")
