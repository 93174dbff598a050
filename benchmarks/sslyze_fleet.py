"""sslyze over many servers, as its documentation shows it: ``python -m benchmarks.sslyze_fleet IN OUT``.

IN is a JSON list of host and port; OUT gets, of each server whose scan was completed, when that was.
"""

import json
import sys
import time
from pathlib import Path

from sslyze import Scanner, ServerNetworkLocation, ServerScanRequest, ServerScanStatusEnum


def scan(endpoints: list[tuple[str, int]]) -> dict[str, float]:
    """Scan all of them; results are let go as soon as they are there."""
    scanner = Scanner()
    locations = (ServerNetworkLocation(hostname=host, port=port, ip_address=host) for host, port in endpoints)
    scanner.queue_scans([ServerScanRequest(server_location=location) for location in locations])
    return {
        result.server_location.hostname: time.time()
        for result in scanner.get_results()
        if result.scan_status is ServerScanStatusEnum.COMPLETED
    }


if __name__ == "__main__":
    given = [(host, port) for host, port in json.loads(Path(sys.argv[1]).read_text())]
    Path(sys.argv[2]).write_text(json.dumps(scan(given)))
