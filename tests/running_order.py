"""Which test files are begun with: what takes longest, so that no worker is left with it at the end."""

from collections.abc import Iterable

import pytest

# Ten seconds to a minute each where nothing else runs; those that wait and those that compute take turns.
LONGEST = (
    "tests/cli/test_demo.py",
    "tests/checks/test_outcomes.py",
    "tests/scanner/lab/test_verdicts.py",
    "tests/scanner/runs/test_running.py",
    "tests/scanner/messages/test_fortnight.py",
    "tests/inventory/approvals/tampering/test_tampering.py",
    "tests/cli/test_hostile_server.py",
    "tests/scanner/schedules/test_fortnight.py",
    "tests/scanner/hosts/test_internet_nl.py",
    "tests/scanner/waivers/test_fingerprint.py",
    "tests/scanner/queue/test_killed.py",
    "tests/inventory/database/test_store.py",
    "tests/scanner/queue/test_runs_of_workers.py",
    "tests/scanner/processes/test_sharing.py",
    "tests/inventory/approvals/test_log.py",
    "tests/scanner/queue/test_queue.py",
    "tests/scanner/keeping/test_thinning.py",
    "tests/scanner/outages/test_outages.py",
    "tests/scanner/probes/picture/test_taking.py",
    "tests/scanner/lab/test_process.py",
    "tests/inventory/approvals/test_verification.py",
)


def longest_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The tests of these files in this order, then all others as they were."""
    ranks = {file: rank for rank, file in enumerate(LONGEST)}
    return sorted(items, key=lambda item: ranks.get(item.nodeid.partition("::")[0], len(ranks)))
