"""Systems whose claim of compliance the evidence contradicts ("cần rà soát")."""

from collections.abc import Mapping

from inventory.model import Code
from reports.assembly.estate import Estate
from reports.evidence.against_claims import stands
from reports.model import ContradictedSystem, Contradiction


def contradicted(
    estate: Estate, against: Mapping[Code, tuple[Contradiction, ...]]
) -> tuple[ContradictedSystem, ...]:
    """Those with evidence that is not waived, worst first."""
    return _sorted(estate, {code: evidence for code, evidence in against.items() if stands(evidence)})


def excused(
    estate: Estate, against: Mapping[Code, tuple[Contradiction, ...]]
) -> tuple[ContradictedSystem, ...]:
    """Those all of whose evidence is waived: not to be reviewed for now, and told of all the same."""
    return _sorted(estate, {code: evidence for code, evidence in against.items() if not stands(evidence)})


def _sorted(
    estate: Estate, against: Mapping[Code, tuple[Contradiction, ...]]
) -> tuple[ContradictedSystem, ...]:
    """``counted``: approved and in operation, so in the compliance indicator's numerator."""
    in_operation = {system.code for system in estate.counted()}
    systems = [
        ContradictedSystem(
            system=code,
            counted=code in in_operation and estate.source.approval(code).approved,
            evidence=evidence,
        )
        for code, evidence in against.items()
    ]
    return tuple(sorted(systems, key=lambda case: (-case.evidence[0].verdict.severity.rank, case.system)))
