"""``pytest -p httpx2_instead``: httpx2 in the place of httpx, httpcore2 in httpcore's, with the same code.

httpx has had no stable release since December 2024, and httpx2 goes on from it. Whether a change would be a
day's work is what ``make test-httpx2`` tells.
"""

import httpx2

httpx2.alias_httpx()

import httpcore  # noqa: E402 - after the alias
import httpx  # noqa: E402 - after the alias


def pytest_report_header() -> str:
    """Which clients the tests really run with."""
    return f"HTTP clients: {httpx.__name__} {httpx.__version__}, {httpcore.__name__} {httpcore.__version__}"
