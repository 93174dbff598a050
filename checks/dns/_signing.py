"""What zones are signed with, and what may be wrong with it, in words."""

from checks.facts.names.dnssec import DnssecError
from checks.model import Text

ALGORITHMS = {
    1: "RSAMD5",
    3: "DSA",
    5: "RSASHA1",
    6: "DSA-NSEC3-SHA1",
    7: "RSASHA1-NSEC3-SHA1",
    12: "ECC-GOST",
    8: "RSASHA256",
    10: "RSASHA512",
    13: "ECDSAP256SHA256",
    14: "ECDSAP384SHA384",
    15: "ED25519",
    16: "ED448",
}
WEAK_ALGORITHMS = {1, 3, 5, 6, 7, 12}  # RFC 9904 and 9905: not to be signed with
WEAK_DIGESTS = {1: "SHA-1", 3: "GOST R 34.11-94"}

FALSE = Text(vi="chữ ký sai", en="a signature is false")
WRONG = {
    DnssecError.EXPIRED: Text(vi="chữ ký đã hết hạn", en="signatures have expired"),
    DnssecError.NOT_YET_VALID: Text(vi="chữ ký chưa có hiệu lực", en="signatures are not valid yet"),
    DnssecError.NO_DNSKEY: Text(
        vi="bản ghi DS ở vùng cha không khớp khóa nào", en="the DS record above matches no key"
    ),
    DnssecError.NO_ZONE_KEY: Text(vi="khóa không phải khóa của vùng", en="no key is a zone's key"),
    DnssecError.NO_RRSIG: Text(vi="thiếu chữ ký", en="signatures are missing"),
    DnssecError.NO_PROOF: Text(
        vi="thiếu bằng chứng NSEC hoặc NSEC3", en="the proof by NSEC or NSEC3 is missing"
    ),
}
