"""Whether the issuer has revoked the leaf: by the stapled answer, else by asking the issuer."""

from scanner.probes.tls.certificates.revocation.attaching import with_revocation
from scanner.probes.tls.certificates.revocation.checking import IssuedLeaf, check_revocation, check_staple

__all__ = ["IssuedLeaf", "check_revocation", "check_staple", "with_revocation"]
