"""Signed certificate timestamps (RFC 6962, 3.3): in the certificate, in the staple, in the handshake."""

from cryptography import x509
from cryptography.x509 import ocsp

from scanner.probes.tls.certificates.parsing import MALFORMED, extension
from scanner.probes.tls.handshake.handshake_notes import Presented
from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.records import MalformedError

MOST = 100  # a log list has far fewer


def sct_count(leaf: x509.Certificate, shown: Presented) -> int:
    """How many came along, whichever way; unreadable ones do not count."""
    embedded = extension(leaf, x509.PrecertificateSignedCertificateTimestamps)
    return len(list(embedded or ())) + _stapled(shown.staple) + _sent(shown.scts)


def _stapled(staple: bytes | None) -> int:
    try:
        extensions = ocsp.load_der_ocsp_response(staple).single_extensions if staple else x509.Extensions([])
        found = extensions.get_extension_for_class(x509.SignedCertificateTimestamps).value
    except (x509.ExtensionNotFound, *MALFORMED):
        return 0
    return len(list(found))


def _sent(content: bytes) -> int:
    try:
        return min(MOST, sum(1 for _ in Cursor(Cursor(content).vector(2)).vectors(2))) if content else 0
    except MalformedError:
        return 0
