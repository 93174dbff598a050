"""Internet.nl's subtests of IPv6, DNSSEC and mail: each of their results, on a domain of the lab.

They are read off its code of July 2026: checks/tasks/{ipv6,dnssec,mail,shared}.py and checks/categories.py.
DKIM is left out: Internet.nl asks whether _domainkey exists, and no key is found without its selector.
"""

from dataclasses import dataclass
from typing import Literal

# "partial" fails too, and keeps some of the points; "notice" and "info" cost none; "untested" is left out.
Result = Literal["good", "partial", "bad", "notice", "info", "untested"]
ALIKE = {
    "good": ("pass",),
    "partial": ("fail",),
    "bad": ("fail",),
    "notice": ("warn",),
    "info": ("info",),
    "untested": ("not_applicable", "not_tested"),
}


@dataclass(frozen=True)
class Row:
    """One case; ``why`` capdo judges otherwise, where it does."""

    domain: str
    subtest: str
    result: Result
    check: str
    outcome: str
    why: str = ""


UNTOLD = "no answer is never taken for an absence"
NO_PROOF = "no control address answers either: the scanner may be to blame"
APEX = "a domain that takes no mail is expected to say so"
AS_DATA = "few use DANE, and a domain without it is no worse than others: for information"
IPV6_TABLE = (
    Row("good", "ns_aaaa", "good", "ipv6.ns_address", "pass"),
    Row("ns-third-old", "ns_aaaa", "good", "ipv6.ns_address", "pass"),
    Row("ns-one", "ns_aaaa", "bad", "ipv6.ns_address", "fail"),
    Row("ns-none", "ns_aaaa", "bad", "ipv6.ns_address", "fail"),
    Row("good", "ns_reach", "good", "ipv6.ns_reachable", "pass"),
    Row("ns-one", "ns_reach", "good", "ipv6.ns_reachable", "pass"),
    Row("ns-refusing", "ns_reach", "good", "ipv6.ns_reachable", "pass"),
    Row("ns-closed", "ns_reach", "bad", "ipv6.ns_reachable", "fail"),
    Row("ns-half", "ns_reach", "partial", "ipv6.ns_reachable", "fail"),
    Row("ns-none", "ns_reach", "untested", "ipv6.ns_reachable", "not_applicable"),
    Row("good", "web_aaaa", "good", "ipv6.web_address", "pass"),
    Row("web-old", "web_aaaa", "bad", "ipv6.web_address", "fail"),
    Row("web-mapped", "web_aaaa", "bad", "ipv6.web_address", "fail"),
    Row("web-local", "web_aaaa", "good", "ipv6.web_address", "fail", "no visitor can use a private address"),
    Row("good", "web_reach", "good", "ipv6.web_reachable", "pass"),
    Row("web-plain", "web_reach", "good", "ipv6.web_reachable", "pass"),
    Row("web-half", "web_reach", "partial", "ipv6.web_reachable", "fail"),
    Row(
        "web-port",
        "web_reach",
        "partial",
        "ipv6.web_reachable",
        "pass",
        "every address accepts; Internet.nl shows the subtest as passed, takes points, and fails web_ipv46",
    ),
    Row("web-closed", "web_reach", "bad", "ipv6.web_reachable", "fail"),
    Row("web-silent", "web_reach", "bad", "ipv6.web_reachable", "not_tested", NO_PROOF),
    Row("web-old", "web_reach", "untested", "ipv6.web_reachable", "not_applicable"),
    Row("good", "web_ipv46", "good", "ipv6.same_content", "pass"),
    Row("web-nearly", "web_ipv46", "good", "ipv6.same_content", "pass"),
    Row("web-port", "web_ipv46", "bad", "ipv6.same_content", "fail"),
    Row("web-status", "web_ipv46", "bad", "ipv6.same_content", "fail"),
    Row("web-content", "web_ipv46", "notice", "ipv6.same_content", "warn"),
    Row("web-missing", "web_ipv46", "notice", "ipv6.same_content", "warn"),
    Row("web-broken", "web_ipv46", "notice", "ipv6.same_content", "warn"),
    Row("web-new", "web_ipv46", "untested", "ipv6.same_content", "not_applicable"),
    Row("good", "mx_aaaa", "good", "ipv6.mx_address", "pass"),
    Row("mx-old", "mx_aaaa", "bad", "ipv6.mx_address", "fail"),
    Row("mx-one-old", "mx_aaaa", "bad", "ipv6.mx_address", "fail"),
    Row("mx-without", "mx_aaaa", "untested", "ipv6.mx_address", "not_applicable"),
    Row("mx-null", "mx_aaaa", "untested", "ipv6.mx_address", "not_applicable"),
    Row("mx-unsaid", "mx_aaaa", "info", "mail.null_mx", "warn", APEX),
    Row("mx-null-nowhere", "mx_aaaa", "info", "mail.null_mx", "pass", "it says so all the same"),
    Row("mx-null-beside", "mx_aaaa", "notice", "mail.null_mx", "fail", "RFC 7505, 3 forbids it"),
    Row("good", "mx_reach", "good", "ipv6.mx_reachable", "pass"),
    Row("mx-one-old", "mx_reach", "good", "ipv6.mx_reachable", "pass"),
    Row("mx-half", "mx_reach", "partial", "ipv6.mx_reachable", "fail"),
    Row("mx-closed6", "mx_reach", "bad", "ipv6.mx_reachable", "fail"),
    Row(
        "mx-closed",
        "mx_reach",
        "bad",
        "ipv6.mx_reachable",
        "not_tested",
        "over IPv4 it accepts nobody either",
    ),
    Row("mx-old", "mx_reach", "untested", "ipv6.mx_reachable", "not_applicable"),
)
DNSSEC_TABLE = (
    Row("good", "dnssec_exists", "good", "dns.dnssec", "pass"),
    Row("unsigned", "dnssec_exists", "bad", "dns.dnssec", "warn", "many zones are unsigned; false is worse"),
    Row("servfail", "dnssec_exists", "bad", "dns.dnssec", "not_tested", UNTOLD),
    Row("good", "dnssec_valid", "good", "dns.dnssec", "pass"),
    Row("expired", "dnssec_valid", "bad", "dns.dnssec", "fail"),
    Row("wrongds", "dnssec_valid", "bad", "dns.dnssec", "fail"),
    Row(
        "stripped",
        "dnssec_valid",
        "good",
        "dns.dnssec",
        "fail",
        "Internet.nl asks for the SOA record alone; here every answer about the host is looked at",
    ),
    Row("forged", "dnssec_valid", "good", "dns.dnssec", "fail", "likewise"),
    Row("unknown", "dnssec_valid", "notice", "dns.dnssec", "warn"),
    Row("unsigned", "dnssec_valid", "untested", "dns.dnssec", "warn", "one check tells of both subtests"),
    Row("good", "dnssec_mx_exists", "good", "mail.dane", "pass"),
    Row("dane-unsigned", "dnssec_mx_exists", "bad", "mail.dane", "not_applicable", "an audit is of one host"),
    Row("mx-null", "dnssec_mx_exists", "info", "mail.dane", "not_applicable", "there is no mail server"),
    Row("good", "dnssec_mx_valid", "good", "mail.dane", "pass"),
    Row("dane-bogus", "dnssec_mx_valid", "bad", "mail.dane", "fail"),
)
MAIL_SERVER_TABLE = (
    Row("good", "starttls_exists", "good", "mail.starttls", "pass"),
    Row("mx-plain", "starttls_exists", "bad", "mail.starttls", "fail"),
    Row("mx-closed", "starttls_exists", "untested", "mail.starttls", "not_tested"),
    Row("mx-null", "starttls_exists", "info", "mail.starttls", "not_applicable", "there is no mail server"),
    Row(
        "mx-without", "starttls_exists", "info", "mail.starttls", "not_applicable", "there is no mail server"
    ),
    Row("good", "tls_version", "good", "mail.starttls", "pass"),
    Row("mx-tls10", "tls_version", "bad", "mail.starttls", "fail"),
    Row(
        "mx-mixed", "tls_version", "bad", "mail.starttls", "warn", "without it old senders use no TLS at all"
    ),
    Row("good", "dane_exists", "good", "mail.dane", "pass"),
    Row("dane-none", "dane_exists", "bad", "mail.dane", "info", AS_DATA),
    Row("dane-unsigned", "dane_exists", "bad", "mail.dane", "not_applicable", "nobody may use it there"),
    Row("dane-bogus", "dane_exists", "bad", "mail.dane", "fail"),
    Row("good", "dane_valid", "good", "mail.dane", "pass"),
    Row("dane-wrong", "dane_valid", "bad", "mail.dane", "fail"),
    Row("dane-without-tls", "dane_valid", "bad", "mail.dane", "fail"),
    Row("dane-rollover", "dane_rollover", "good", "mail.dane", "pass"),
    Row("good", "dane_rollover", "bad", "mail.dane", "pass", "optional there, too; the remediation names it"),
)
SENDER_TABLE = (
    Row("good", "spf", "good", "mail.spf", "pass"),
    Row("spf-none", "spf", "bad", "mail.spf", "fail"),
    Row("spf-two", "spf", "bad", "mail.spf", "fail"),
    Row("mx-without", "spf", "good", "mail.spf", "pass"),
    Row("unsigned", "spf", "bad", "mail.spf", "warn", "it takes no mail"),
    Row("servfail", "spf", "bad", "mail.spf", "not_tested", UNTOLD),
    Row("good", "spf_policy", "good", "mail.spf", "pass"),
    Row("spf-soft", "spf_policy", "good", "mail.spf", "pass"),
    Row("spf-soft-alone", "spf_policy", "good", "mail.spf", "warn", "nobody has such mail stopped"),
    Row("spf-include-neutral", "spf_policy", "good", "mail.spf", "pass"),
    Row("spf-neutral", "spf_policy", "bad", "mail.spf", "fail"),
    Row("spf-open", "spf_policy", "bad", "mail.spf", "fail"),
    Row("spf-everybody", "spf_policy", "bad", "mail.spf", "fail"),
    Row("spf-syntax", "spf_policy", "bad", "mail.spf", "fail"),
    Row("spf-lookups", "spf_policy", "bad", "mail.spf", "fail"),
    Row("spf-include", "spf_policy", "bad", "mail.spf", "fail"),
    Row("spf-include-all", "spf_policy", "bad", "mail.spf", "fail"),
    Row("spf-redirect", "spf_policy", "bad", "mail.spf", "fail"),
    Row("good", "dmarc", "good", "mail.dmarc", "pass"),
    Row("dmarc-none", "dmarc", "bad", "mail.dmarc", "fail"),
    Row("dmarc-two", "dmarc", "bad", "mail.dmarc", "fail"),
    Row("servfail", "dmarc", "bad", "mail.dmarc", "not_tested", UNTOLD),
    Row("good", "dmarc_policy", "good", "mail.dmarc", "pass"),
    Row("dmarc-quarantine", "dmarc_policy", "good", "mail.dmarc", "pass"),
    Row(
        "dmarc-watching",
        "dmarc_policy",
        "bad",
        "mail.dmarc",
        "warn",
        "reports come in: the first step is made",
    ),
    Row("dmarc-testing", "dmarc_policy", "bad", "mail.dmarc", "warn", "likewise"),
    Row("sub.dmarc-below", "dmarc_policy", "bad", "mail.dmarc", "warn", "likewise"),
    Row("dmarc-syntax", "dmarc_policy", "bad", "mail.dmarc", "fail"),
    Row(
        "dmarc-external", "dmarc_policy", "notice", "mail.dmarc", "pass", "where reports go is no protection"
    ),
)
TABLE = (*IPV6_TABLE, *DNSSEC_TABLE, *MAIL_SERVER_TABLE, *SENDER_TABLE)
