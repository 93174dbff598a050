"""What can be verified here (RFC 9904). A zone that is signed with nothing of it is insecure, never bogus."""

from dns.dnssectypes import Algorithm, DSDigest

ALGORITHMS = frozenset(
    {
        Algorithm.RSASHA1,
        Algorithm.RSASHA1NSEC3SHA1,
        Algorithm.RSASHA256,
        Algorithm.RSASHA512,
        Algorithm.ECDSAP256SHA256,
        Algorithm.ECDSAP384SHA384,
        Algorithm.ED25519,
        Algorithm.ED448,
    }
)
WEAK_ALGORITHMS = frozenset({Algorithm.RSASHA1, Algorithm.RSASHA1NSEC3SHA1})  # RFC 9905
DIGESTS = frozenset({DSDigest.SHA1, DSDigest.SHA256, DSDigest.SHA384})
