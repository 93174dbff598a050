"""What a scan must find on each host of the lab: every finding, and nothing else.

Read off the criteria of the checks, for hosts that are portals and whose ports a permission covers. A check
that a host's table leaves out must pass, inform or not apply.
"""

from collections.abc import Mapping
from types import MappingProxyType

from checks.facts import (
    DnsFacts,
    DnssecFacts,
    MailFacts,
    MailServerFacts,
    PortFacts,
    ReachFacts,
    RoutingFacts,
    SiteFacts,
    ZoneFacts,
)
from checks.model import Outcome
from checks.registry import all_checks

Findings = Mapping[str, Outcome]


def _fail(*checks: str) -> dict[str, Outcome]:
    return dict.fromkeys(checks, Outcome.FAIL)


def _warn(*checks: str) -> dict[str, Outcome]:
    return dict.fromkeys(checks, Outcome.WARN)


# A host that accepts connections and says nothing still has addresses and ports to tell of.
_TOLD_IN_SILENCE = {
    DnsFacts,
    DnssecFacts,
    MailFacts,
    MailServerFacts,
    ZoneFacts,
    ReachFacts,
    PortFacts,
    RoutingFacts,
}
# No permission, no catalogue, and no browser.
_NOT_TO_BE_SEEN = ("exposure.udp_services", "exposure.known_exploited", "web.accessibility")
_OLD_TLS = ("tls.protocols", "tls.ciphers", "tls.mozilla_profile")
_SECURITY_HEADERS = (
    "web.hsts",
    "web.csp",
    "web.frame_options",
    "web.content_type_options",
    "web.referrer_policy",
)

_TAMPERED = ("content.spam_links", "content.cloaking", "content.redirect_hijack")

# Browsers ignore HSTS over a connection they don't trust (RFC 6797, 8.1): a bad certificate brings web.hsts.
GROUND_TRUTH: Mapping[str, Findings] = MappingProxyType(
    {
        "tot.brvt.test": {},
        "tot-hsts.brvt.test": {},
        "hien-dai.brvt.test": {},
        "trung-gian.brvt.test": {},
        "cu-tls10.brvt.test": _fail(*_OLD_TLS),
        "cu-tls1x.brvt.test": _fail(*_OLD_TLS),
        "het-han.brvt.test": _fail("cert.expiry", "web.hsts"),
        "sap-het-han.brvt.test": _warn("cert.expiry"),
        "tu-ky.brvt.test": _fail("cert.trusted", "web.hsts"),
        "sai-ten.brvt.test": _fail("cert.hostname", "web.hsts"),
        # Nobody vouches for the addresses that an untrusted certificate names, so they are not asked.
        "ca-la.brvt.test": {
            **_fail("cert.trusted", "web.hsts"),
            "cert.revoked": Outcome.NOT_TESTED,
        },
        "khoa-yeu.brvt.test": _fail("cert.key", "tls.mozilla_profile"),
        "chu-ky-sha1.brvt.test": _fail("cert.signature", "tls.mozilla_profile"),
        "khong-hsts.brvt.test": _fail("web.hsts"),
        "khong-chuyen-huong.brvt.test": _fail("web.https_forced"),
        # Without HTTPS there is no HSTS, and security.txt is not served over https (RFC 9116, 3).
        "chi-http.brvt.test": _fail("tls.available", "web.https_forced", "web.hsts", "exposure.security_txt"),
        "cookie-xau.brvt.test": _fail("web.cookies"),
        "tieu-de-thieu.brvt.test": _fail(*_SECURITY_HEADERS, *_TAMPERED),
        "csp-yeu.brvt.test": _fail("web.csp"),
        # Its PHP is past its end of life, and its distribution may patch it.
        "lo-phien-ban.brvt.test": {**_fail("web.version_leak"), **_warn("exposure.service_version")},
        "mo-csdl.brvt.test": _fail("exposure.ports", "exposure.database", "exposure.service_version"),
        "mo-quan-tri.brvt.test": _fail("exposure.ports", "exposure.remote_admin"),
        "mo-chia-se.brvt.test": _fail("exposure.ports", "exposure.file_sharing"),
        "khong-ipv6.brvt.test": _fail("ipv6.web_address", "ipv6.operational"),
        "ipv6-hong.brvt.test": {
            **_fail("ipv6.web_reachable", "ipv6.operational", "web.addresses"),
            **_warn("dns.dead_address"),
        },
        # Internet.nl only notes a difference of content; it does not count against the transition.
        # The walk is of the IPv4 address: what is behind another page over IPv6 it did not see.
        "ipv6-khac.brvt.test": {
            **_warn("ipv6.same_content"),
            **_fail("ipv6.operational"),
            **{check.id: Outcome.NOT_TESTED for check in all_checks().values() if SiteFacts in check.needs},
        },
        "khong-nhan.brvt.test": _fail("label.tin_nhiem_mang"),
        "nhan-sai.brvt.test": _fail("label.tin_nhiem_mang"),
        "khong-phan-hoi.brvt.test": {
            check.id: Outcome.NOT_TESTED
            for check in all_checks().values()
            if not _TOLD_IN_SILENCE.issuperset(check.needs) and check.id not in _NOT_TO_BE_SEEN
        },
        "dung-chung.brvt.test": {**_warn("tls.protocols", "dns.dnssec"), **_fail("web.hsts", "web.csp")},
    }
)
