"""What the MDN HTTP Observatory says of the same thing, where a check says otherwise.

The checks follow the standards and thresholds of their own; the grade follows the Observatory. Where the two
part, the evidence names the Observatory's result, so that nobody has to wonder.
"""

from checks.evidence import OBSERVATORY_KEY
from checks.facts import Facts
from checks.grades.observatory.grading import result_of
from checks.model import FINDINGS, Judgement, Outcome


def beside_observatory(facts: Facts, judgement: Judgement, test: str) -> Judgement:
    """The judgement, with the Observatory's result where one passes and the other does not."""
    if judgement.outcome not in (Outcome.PASS, *FINDINGS):
        return judgement
    result = result_of(facts, test)
    if result is None or result.passes == (judgement.outcome is Outcome.PASS):
        return judgement
    evidence = {**judgement.evidence, OBSERVATORY_KEY: result.result}
    return judgement.model_copy(update={"evidence": evidence})
