"""What of a fact was not seen. A part that nobody names here was seen whole."""

from enum import StrEnum

from pydantic import Field

from checks.model import Frozen, Reason

DETAIL_LENGTH = 300


class Part(StrEnum):
    """A part of what a probe looks at, seen whole or not. The word before the dot is the kind of facts."""

    DNS_IPV4 = "dns.ipv4"  # the A records
    DNS_IPV6 = "dns.ipv6"  # the AAAA records
    DNSSEC_ANSWERS = "dnssec.answers"  # whether they are signed: A and AAAA, and every alias on the way
    DNSSEC_ZONE = "dnssec.zone"  # likewise the zone that holds the host
    ZONE_SERVERS = "zone.servers"  # every name server of the zone, each asked itself
    ZONE_PARENT = "zone.parent"  # the delegation, as the parent zone's servers have it
    ZONE_TARGETS = "zone.targets"  # whether what aliases, name servers and mail exchanges lead to exists
    ZONE_TRANSFERS = "zone.transfers"  # whether each name server gives the whole zone away
    REACH_PORTS = "reach.ports"  # the web ports of every address
    SSL_2 = "tls.SSLv2"  # whether this version is accepted or refused; and so on
    SSL_3 = "tls.SSLv3"
    TLS_1_0 = "tls.TLSv1.0"
    TLS_1_1 = "tls.TLSv1.1"
    TLS_1_2 = "tls.TLSv1.2"
    TLS_1_3 = "tls.TLSv1.3"
    TLS_SUITES = "tls.suites"  # the list of each accepted version
    TLS_GROUPS = "tls.groups"
    TLS_NODES = "tls.nodes"  # every node behind the address, each asked everything
    TLS_CERTIFICATES = "tls.certificates"  # every chain that the server presents
    HTTP_PAGE = "http.page"  # the site's own page, not somebody else's and not a block page
    HTTP_BODY = "http.body"  # that page's text, to its end
    HTTP_PLAIN = "http.plain"  # what plain HTTP answers
    HTTP_SECURITY_TXT = "http.security_txt"
    SITE_PAGES = "site.pages"  # every page that the walk chose, as a browser is shown it
    SITE_VIEWS = "site.views"  # those pages as each of the other clients is shown them
    SITE_SITEMAP = "site.sitemap"  # robots.txt and the sitemaps
    SITE_FILES = "site.files"  # style sheets and scripts of the site itself
    SITE_ERRORS = "site.errors"  # a missing page, and error pages
    PORTS_TRIED = "ports.tried"  # every port that was asked for
    PORTS_NAMED = "ports.named"  # every port that the check itself names (``Check.ports``)
    BROWSER_PAGE = "browser.page"  # the page, loaded to its end
    UDP_ASKED = "udp.asked"  # every service at every address
    FILES_ASKED = "files.asked"  # every path that may hold a file
    FILES_DIRECTORIES = "files.directories"  # every directory that was to be tried
    FILES_PANELS = "files.panels"  # every path of a login
    FILES_ADDRESSES = "files.addresses"  # every address of the site, not one alone
    MAIL_SPF = "mail.spf"  # every name that the SPF record leads to
    MX_ADDRESSES = "mail_servers.addresses"  # A and AAAA of every name in MX records
    MX_REACHED = "mail_servers.reached"  # port 25 of every address of these
    MX_TLS = "mail_servers.tls"  # STARTTLS at every name in MX records
    MX_TLSA = "mail_servers.tlsa"  # the keys that DNS tells of each
    ADDRESSES = "endpoint.addresses"  # every address that the name has


UP_TO_TLS_1_2 = (Part.SSL_3, Part.TLS_1_0, Part.TLS_1_1, Part.TLS_1_2)
VERSIONS = (Part.SSL_2, *UP_TO_TLS_1_2, Part.TLS_1_3)


class Unseen(Frozen):
    """A part that was not seen to its end; ``detail`` says what was seen and what is missing."""

    part: Part
    reason: Reason
    detail: str = Field(default="", max_length=DETAIL_LENGTH)
