"""The texts of the checks that the report mentions, each once."""

from collections.abc import Mapping

from checks.check import Check
from checks.model import Text
from reports.assembly.estate import Estate
from reports.model import CheckView


def checks_told(estate: Estate, catalogue: Mapping[str, Check]) -> tuple[CheckView, ...]:
    """Every check with a verdict, sorted by id. One that this version no longer has is told by its id."""
    ids = sorted({verdict.check for _, verdict in estate.verdicts()})
    return tuple(_view(check_id, catalogue.get(check_id)) for check_id in ids)


def _view(check_id: str, check: Check | None) -> CheckView:
    if check is None:
        return CheckView(id=check_id, title=Text(vi=check_id, en=check_id))
    return CheckView(
        id=check_id,
        title=check.title,
        rationale=check.rationale,
        remediation=check.remediation,
        references=check.references,
    )
