"""The certificate chains that a server presented to sslyze. Imported in worker processes only."""

import ssl
from collections.abc import Sequence

from cryptography import x509
from nassl import _nassl
from nassl.ssl_client import ClientCertificateRequested
from sslyze import ServerScanResult
from sslyze.errors import ConnectionToServerFailed
from sslyze.server_connectivity import ServerConnectivityInfo

from scanner.probes.tls.certificates import load

Chains = tuple[Sequence[x509.Certificate], ...]


def presented(result: ServerScanResult) -> Chains:
    """Each different chain, leaf first; none when there was no handshake with a certificate."""
    if result.scan_result is None:
        return ()
    found = result.scan_result.certificate_info.result
    if found is None:  # sslyze gives up on a certificate with a malformed extension; we want to see it
        chain = _fetch(result)
        return (chain,) if chain else ()
    return tuple(one.received_certificate_chain for one in found.certificate_deployments)


def _fetch(result: ServerScanResult) -> Sequence[x509.Certificate]:
    """The chain of one more handshake, as the server's default."""
    if result.connectivity_result is None:
        return ()
    server = ServerConnectivityInfo(
        result.server_location, result.network_configuration, result.connectivity_result
    )
    connection = server.get_preconfigured_tls_connection()
    try:
        connection.connect()
        pems = connection.ssl_client.get_received_chain()
    except ClientCertificateRequested:
        pems = connection.ssl_client.get_received_chain()
    except (ConnectionToServerFailed, _nassl.OpenSSLError, OSError, ValueError):
        return ()  # no handshake, or one without a certificate
    finally:
        connection.close()
    return load(ssl.PEM_cert_to_DER_cert(pem) for pem in pems)
