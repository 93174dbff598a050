"""The domains of the lab, each below gov.vn with a zone of its own: a good one, and others with a fault."""

from dataclasses import dataclass
from typing import Literal

from tests.scanner.hosts.places import INSIDE, both, ipv4, ipv6, records

SigningFault = Literal["none", "expired", "wrong_ds", "stripped", "forged", "unknown_algorithm"]
WEB = records("@", *both(12))
REJECT = '_dmarc TXT "v=DMARC1; p=reject"\n'
STRICT = '@ TXT "v=spf1 mx -all"\n'


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A zone: its records, the names of its name servers, and whether and how well it is signed."""

    records: str
    servers: tuple[str, ...] = ("ns1", "ns2")
    signed: SigningFault | None = None


def mx(*servers: str) -> str:
    """MX records of servers in the signed zone of mail servers."""
    return "".join(f"@ MX 10 {name if '.' in name else f'{name}.mail.gov.vn.'}\n" for name in servers)


def _web(*addresses: str) -> Domain:
    return Domain(records=records("@", *addresses))


def _served(*servers: str) -> Domain:
    return Domain(records=WEB, servers=servers)


def _mail(*servers: str) -> Domain:
    return Domain(records=mx(*servers) + STRICT + REJECT)


def _spf(*texts: str, more: str = REJECT) -> Domain:
    return Domain(records=mx("modern") + "".join(f'@ TXT "{text}"\n' for text in texts) + more)


def _dmarc(*texts: str, more: str = "") -> Domain:
    policies = "".join(f'_dmarc TXT "{text}"\n' for text in texts)
    return Domain(records=mx("modern") + STRICT + policies + more)


MANY = " ".join(f"include:l{number}.spf-lookups.gov.vn" for number in range(11))
SIGNED_MX = {
    "good": Domain(records=records("@", *both(10)) + mx("modern") + STRICT + REJECT, signed="none"),
    "dane-none": Domain(records=mx("keyless"), signed="none"),
    "dane-wrong": Domain(records=mx("wrongkey"), signed="none"),
    "dane-rollover": Domain(records=mx("twokeys"), signed="none"),
    "dane-unsigned": Domain(records=mx("unsigned.post.gov.vn."), signed="none"),
    "dane-bogus": Domain(records=mx("bogus.brokenmail.gov.vn."), signed="none"),
    "dane-without-tls": Domain(records=mx("plain"), signed="none"),
}
OF_NAME_SERVERS = {
    "ns-one": _served("ns1", "only4"),
    "ns-none": _served("only4", "also4"),
    "ns-third-old": _served("ns1", "ns2", "only4"),
    "ns-closed": _served("ns1", "closed6"),
    "ns-half": _served("ns1", "half6"),
    "ns-refusing": _served("ns1", "ns2", "refusing"),
}
OF_WEB = {
    "web-old": _web(ipv4(12)),
    "web-mapped": _web(ipv4(12), "::ffff:192.175.48.12"),
    "web-local": _web(ipv4(12), "fd00::12"),
    "web-half": _web(ipv4(12), ipv6(12), ipv6(19)),
    "web-port": _web(*both(11)),
    "web-plain": _web(*both(12)),
    "web-closed": _web(*both(18)),
    "web-silent": _web(ipv4(12), ipv6(90)),  # no machine of the lab
    "web-new": _web(ipv6(12)),
    "web-status": _web(*both(13)),
    "web-content": _web(*both(14)),
    "web-missing": _web(*both(15)),
    "web-broken": _web(*both(16)),
    "web-nearly": _web(*both(17)),
}
OF_MAIL_SERVERS = {
    "mx-without": Domain(records=WEB + STRICT),
    "mx-null": Domain(records=WEB + '@ MX 0 .\n@ TXT "v=spf1 -all"\n' + REJECT),
    "mx-null-nowhere": Domain(records='@ MX 0 .\n@ TXT "v=spf1 -all"\n' + REJECT),
    "mx-null-beside": Domain(records=WEB + "@ MX 0 .\n" + mx("modern") + STRICT),
    "mx-unsaid": Domain(records=WEB + '@ TXT "v=spf1 -all"\n' + REJECT),
    "mx-old": _mail("only4"),
    "mx-one-old": _mail("modern", "only4"),
    "mx-closed6": _mail("closed6"),
    "mx-half": _mail("half6"),
    "mx-closed": _mail("closed"),
    "mx-plain": _mail("modern", "plain"),
    "mx-tls10": _mail("old"),
    "mx-mixed": _mail("mixed"),
}
OF_SIGNING = {
    "unsigned": Domain(records=WEB),
    "expired": Domain(records=WEB, signed="expired"),
    "wrongds": Domain(records=WEB, signed="wrong_ds"),
    "stripped": Domain(records=WEB, signed="stripped"),
    "forged": Domain(records=WEB, signed="forged"),
    "unknown": Domain(records=WEB, signed="unknown_algorithm"),
    "alias": Domain(records="www CNAME unsigned.gov.vn.\n", signed="none"),
    "servfail": Domain(records=WEB, servers=("closed",)),
}
OF_SENDERS = {
    "spf-none": _spf(),
    "spf-two": _spf("v=spf1 -all", "v=spf1 mx -all"),
    "spf-soft": _spf("v=spf1 mx ~all"),
    "spf-soft-alone": _spf("v=spf1 mx ~all", more='_dmarc TXT "v=DMARC1; p=none"\n'),
    "spf-neutral": _spf("v=spf1 mx ?all"),
    "spf-open": _spf("v=spf1 mx"),
    "spf-everybody": _spf("v=spf1 +all"),
    "spf-syntax": _spf("v=spf1 ip4:300.1.1.1 -all"),
    "spf-lookups": _spf(
        f"v=spf1 {MANY} -all", more="".join(f'l{n} TXT "v=spf1 ip4:{ipv4(1)} -all"\n' for n in range(11))
    ),
    "spf-include": _spf("v=spf1 include:nobody.gov.vn -all"),
    "spf-include-all": _spf(
        "v=spf1 include:open.spf-include-all.gov.vn -all", more='open TXT "v=spf1 +all"\n'
    ),
    "spf-include-neutral": _spf(
        "v=spf1 include:its.spf-include-neutral.gov.vn -all", more='its TXT "v=spf1 mx ?all"\n' + REJECT
    ),
    "spf-redirect": _spf("v=spf1 redirect=nobody.gov.vn"),
    "dmarc-none": _dmarc(),
    "dmarc-two": _dmarc("v=DMARC1; p=reject", "v=DMARC1; p=quarantine"),
    "dmarc-watching": _dmarc("v=DMARC1; p=none; rua=mailto:dmarc@dmarc-watching.gov.vn"),
    "dmarc-quarantine": _dmarc("v=DMARC1; p=quarantine"),
    "dmarc-syntax": _dmarc("v=DMARC1; p=refuse"),
    "dmarc-testing": _dmarc("v=DMARC1; p=quarantine; t=y"),
    "dmarc-below": _dmarc("v=DMARC1; p=reject; sp=none", more="sub MX 10 modern.mail.gov.vn.\n"),
    "dmarc-external": _dmarc("v=DMARC1; p=reject; rua=mailto:reports@web-new.gov.vn"),
}
# Told of the public and of a private network: of the second nothing may be touched.
OF_INSIDE = {
    "inside": Domain(
        records=records("@", ipv4(12), *INSIDE) + mx("inside", "modern") + STRICT + REJECT,
        servers=("ns1", "ns2", "inside"),
    )
}
DOMAINS = {
    **SIGNED_MX,
    **OF_NAME_SERVERS,
    **OF_WEB,
    **OF_MAIL_SERVERS,
    **OF_SIGNING,
    **OF_SENDERS,
    **OF_INSIDE,
}
