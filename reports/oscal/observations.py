"""What was seen and what was said, each as an observation with its day and its evidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from checks.model import Outcome, Text
from checks.reasons import REASONS
from checks.words import OUTCOMES
from inventory.model import Code, Language
from inventory.requirements.model import RequirementState, SelfAssessment
from inventory.requirements.vocabulary import WORDINGS
from reports.oscal.subjects import Parties, component_of, item_of
from reports.oscal.writing import Json, filled, identifier, line, moment, prop, props, sorted_text
from reports.requirements.joining import Spoken, clauses_of

SAYS = Text(vi="Đơn vị tự đánh giá: {state}.", en="Its unit says: {state}.")
LONGEST_EVIDENCE = 4_000  # characters


@dataclass
class Resources:
    """What the documents refer to, each once: files of evidence."""

    named: dict[str, Json] = field(default_factory=dict)

    def file(self, path: str, sha256: str | None) -> str:
        """A reference to a file, with the hash that it had."""
        uuid = identifier("file", path, sha256)
        hashes = [{"algorithm": "SHA-256", "value": sha256}] if sha256 else []
        link = filled({"href": quote(path.replace("\\", "/")), "hashes": hashes})
        self.named.setdefault(uuid, {"uuid": uuid, "title": line(path), "rlinks": [link]})
        return f"#{uuid}"


def is_told(one: Spoken) -> bool:
    """Whether a verdict is a finding, or speaks to a requirement; of the others no control tells."""
    return one.verdict.is_finding or bool(clauses_of(one.verdict.check))


def seen(system: Code, told: Iterable[Spoken], language: Language) -> Iterator[Json]:
    """One observation a verdict. What could not be tested says why, and is never a failure."""
    for one in told:
        verdict = one.verdict
        values = {
            "check": verdict.check,
            "outcome": verdict.outcome.value,
            "severity": verdict.severity.value,
            "reason": verdict.reason.value if verdict.reason else None,
            "waived": "yes" if one.waived else None,
        }
        yield filled(
            {
                "uuid": seen_uuid(system, one),
                "title": line(f"{verdict.check} – {OUTCOMES[verdict.outcome].to(language)}"),
                "description": line(verdict.summary.to(language)),
                "props": props(values),
                "methods": ["TEST"],
                "types": ["finding" if verdict.is_finding else "control-objective"],
                "subjects": [
                    {"subject-uuid": item_of(one.key), "type": "inventory-item"},
                    {"subject-uuid": component_of(system), "type": "component"},
                ],
                "relevant-evidence": _evidence(one),
                "collected": one.seen_at.isoformat(),
                "remarks": _why(one, language),
            }
        )


def seen_uuid(system: Code, one: Spoken) -> str:
    """The identifier of what a check gave at an endpoint of a system."""
    return identifier("seen", system, *one.key, one.verdict.check, one.seen_at.isoformat())


def said(
    told: Iterable[SelfAssessment], parties: Parties, resources: Resources, language: Language
) -> Iterator[Json]:
    """One observation for each requirement that was answered."""
    for one in told:
        state = WORDINGS[one.state].to(language)
        who = one.person or one.actor
        actors = [{"type": "party", "actor-uuid": parties.person(who)}] if who else []
        told_of = (SAYS.to(language).format(state=state), one.reason, one.plan)
        yield filled(
            {
                "uuid": said_uuid(one),
                "title": line(f"{one.requirement} – {state}"),
                "description": line(" ".join(filter(None, told_of))),
                "props": props({"requirement": one.requirement, "state": one.state.value, "due": one.due}),
                "methods": ["EXAMINE"],
                "types": ["control-objective"],
                "origins": [{"actors": actors}] if actors else [],
                "subjects": [{"subject-uuid": component_of(one.system), "type": "component"}],
                "relevant-evidence": _file(one, resources),
                "collected": moment(one.on),
                "remarks": line(one.note) if one.note else None,
            }
        )


def _file(one: SelfAssessment, resources: Resources) -> list[Json]:
    if one.file is None:
        return []
    return [{"href": resources.file(one.file, one.file_sha256), "description": line(one.file)}]


def said_uuid(one: SelfAssessment) -> str:
    """The identifier of one answer."""
    return identifier("said", one.system, one.catalogue, one.requirement, one.on, one.sequence)


def _evidence(one: Spoken) -> list[Json]:
    if not one.verdict.evidence:
        return []
    text = sorted_text(one.verdict.evidence)[:LONGEST_EVIDENCE]
    return [{"description": line(text), "props": [prop("host", one.key[0])]}]


def _why(one: Spoken, language: Language) -> str | None:
    if one.verdict.outcome is not Outcome.NOT_TESTED or one.verdict.reason is None:
        return None
    return line(REASONS[one.verdict.reason].phrase.to(language))


def does_not_apply(one: SelfAssessment) -> bool:
    """Whether its unit says that a requirement does not apply."""
    return one.state is RequirementState.NOT_APPLICABLE
