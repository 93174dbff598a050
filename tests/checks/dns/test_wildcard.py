"""dns.wildcard."""

import pytest

from tests.checks import builders


@pytest.mark.parametrize(("exists", "outcome"), [(True, "info"), (False, "pass"), (None, "not_tested")])
def test_a_name_that_nobody_made(*, exists: bool | None, outcome: str) -> None:
    """That it exists is told for information; silence is none of both."""
    about = builders.facts(zone=builders.zone(wildcard=exists))
    assert builders.verdict("dns.wildcard", about).outcome == outcome
