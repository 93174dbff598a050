"""web.content_type_options."""

import pytest

from tests.checks import builders
from tests.checks.web import answers


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        (["nosniff"], "pass"),
        (["NoSniff "], "pass"),
        (["nosniff", "nosniff"], "pass"),
        (["nosniff; mode=block"], "fail"),
        (["nosniff, foo"], "pass"),
        (["foo, nosniff"], "fail"),
        (["nosniff", "foo"], "pass"),
        (["sniff"], "fail"),
        ([""], "fail"),
        ([], "fail"),
    ],
)
def test_only_nosniff_passes(values: list[str], outcome: str) -> None:
    """In any letter case and any number of times, but nothing else."""
    facts = answers.page(*(("x-content-type-options", value) for value in values))
    assert builders.verdict("web.content_type_options", facts).outcome == outcome
