"""The machines of the lab: which addresses DNS tells of them, where something listens, and what it says."""

from dataclasses import dataclass

from tests.scanner.hosts.places import INSIDE, OTHER_NETWORK, both, ipv4, ipv6


@dataclass(frozen=True)
class Machine:
    """A server; its addresses in DNS, and those of them where nothing listens."""

    told: tuple[str, ...]
    closed: tuple[str, ...] = ()

    @property
    def serves(self) -> tuple[str, ...]:
        """Where it listens."""
        return tuple(address for address in self.told if address not in self.closed)


@dataclass(frozen=True)
class Page:
    """What a web server says at one address: on which ports, with which status."""

    address: str
    text: str
    ports: tuple[int, ...] = (80, 443)
    status: int = 200


RESOLVER = both(53)
NAME_SERVERS = {
    "ns1": Machine(both(1)),
    "ns2": Machine((OTHER_NETWORK, ipv6(2))),
    "only4": Machine((ipv4(4),)),
    "also4": Machine((ipv4(5),)),
    "closed6": Machine(both(6), closed=(ipv6(6),)),
    "half6": Machine((*both(7), ipv6(8)), closed=(ipv6(8),)),
    "closed": Machine(both(9), closed=both(9)),
    "inside": Machine(INSIDE, closed=INSIDE),
}
# By the names in MX records; with each what Postfix is told besides.
MAIL_SERVERS = {
    "modern": Machine(both(31)),
    "plain": Machine(both(32)),
    "old": Machine(both(33)),
    "mixed": Machine(both(34)),
    "only4": Machine((ipv4(35),)),
    "closed6": Machine(both(36), closed=(ipv6(36),)),
    "half6": Machine((*both(37), ipv6(38)), closed=(ipv6(38),)),
    "closed": Machine(both(39), closed=both(39)),
    "keyless": Machine(both(40)),
    "wrongkey": Machine(both(41)),
    "twokeys": Machine(both(42)),
    "unsigned": Machine(both(43)),
    "bogus": Machine(both(44)),
    "inside": Machine(INSIDE, closed=INSIDE),
}
POSTFIX = {
    "plain": "smtpd_tls_security_level=none",
    "old": "smtpd_tls_protocols=<=TLSv1",
    "mixed": "smtpd_tls_protocols=>=TLSv1",
}

BODY = "Cổng thông tin điện tử của đơn vị. " * 40
PAGE = f"<html><script nonce=$request_id></script><body>{BODY}</body></html>"  # another nonce each time
NEARLY = f"<html><script nonce=$request_id></script><body>{BODY}12345 67890</body></html>"
DEFAULT = "<html><head><title>Welcome to nginx!</title></head><body>0123456789</body></html>"
PAGES = (
    *(Page(address, PAGE) for address in both(10)),
    Page(ipv4(11), PAGE),
    Page(ipv6(11), PAGE, ports=(80,)),
    *(Page(address, PAGE, ports=(80,)) for address in both(12)),
    Page(ipv4(13), PAGE, ports=(80,)),
    Page(ipv6(13), PAGE, ports=(80,), status=404),
    Page(ipv4(14), PAGE, ports=(80,)),
    Page(ipv6(14), DEFAULT, ports=(80,)),
    *(Page(address, PAGE, ports=(80,), status=404) for address in both(15)),
    *(Page(address, PAGE, ports=(80,), status=500) for address in both(16)),
    Page(ipv4(17), PAGE, ports=(80,)),
    Page(ipv6(17), NEARLY, ports=(80,)),
    Page(ipv4(18), PAGE, ports=(80,)),
)
CLOSED_WEB = (ipv6(18), ipv6(19))
