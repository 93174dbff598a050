"""Whether the issuer has revoked the leaf: by the stapled answer, else by asking the issuer."""

from scanner.probes.tls.certificates.revocation.asking import Issued, look, stapled
from scanner.probes.tls.certificates.revocation.attaching import with_revocation

__all__ = ["Issued", "look", "stapled", "with_revocation"]
