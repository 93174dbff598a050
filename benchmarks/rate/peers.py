"""The same estate through sslyze, then httpx: ``python -m benchmarks.rate.peers ESTATE OUT``.

ESTATE is a JSON list of host and address. Of sslyze, the commands that ask what a lean look asks; of httpx,
the pages that a look fetches, over both ports. OUT gets how many hosts both had an answer of.
"""

import asyncio
import json
import ssl
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx
from sslyze import Scanner, ServerNetworkLocation, ServerScanRequest, ServerScanStatusEnum
from sslyze.plugins.scan_commands import ScanCommand

Hosts = Sequence[tuple[str, str]]
COMMANDS = {
    ScanCommand.CERTIFICATE_INFO,
    ScanCommand.SSL_2_0_CIPHER_SUITES,
    ScanCommand.SSL_3_0_CIPHER_SUITES,
    ScanCommand.TLS_1_0_CIPHER_SUITES,
    ScanCommand.TLS_1_1_CIPHER_SUITES,
    ScanCommand.TLS_1_2_CIPHER_SUITES,
    ScanCommand.TLS_1_3_CIPHER_SUITES,
    ScanCommand.ELLIPTIC_CURVES,
}
PATHS = ("/", "/.well-known/security.txt")
AT_ONCE = 64


def with_sslyze(hosts: Hosts) -> set[str]:
    """The hosts of which every command came to its end."""
    scanner = Scanner()
    locations = (ServerNetworkLocation(hostname=host, ip_address=address) for host, address in hosts)
    scanner.queue_scans(
        [ServerScanRequest(server_location=each, scan_commands=COMMANDS) for each in locations]
    )
    return {
        result.server_location.hostname
        for result in scanner.get_results()
        if result.scan_status is ServerScanStatusEnum.COMPLETED
    }


async def with_httpx(hosts: Hosts) -> set[str]:
    """The hosts that answered every request."""
    unverified = ssl.create_default_context()
    unverified.check_hostname, unverified.verify_mode = False, ssl.CERT_NONE
    room, answered = asyncio.Semaphore(AT_ONCE), set[str]()

    async def visit(client: httpx.AsyncClient, host: str, address: str) -> None:
        named, origin = {"Host": host}, {"sni_hostname": host}
        async with room:
            for url in (*(f"https://{address}{path}" for path in PATHS), f"http://{address}/"):
                await client.get(url, headers=named, extensions=origin)
        answered.add(host)

    async with httpx.AsyncClient(verify=unverified, timeout=30.0) as client:
        await asyncio.gather(*(visit(client, host, address) for host, address in hosts))
    return answered


if __name__ == "__main__":
    given = [(host, address) for host, address in json.loads(Path(sys.argv[1]).read_text())]
    done = with_sslyze(given) & asyncio.run(with_httpx(given))
    Path(sys.argv[2]).write_text(json.dumps(len(done)))
