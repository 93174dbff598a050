"""What the variables of a form are for some systems on a day; what is lacking is marked and told."""

from collections.abc import Mapping
from dataclasses import dataclass

from inventory.model import Text
from inventory.safe_text import visible, visible_lines
from inventory.words import suggestion
from reports.errors import ReportError
from reports.papers.blanks import Blank
from reports.papers.case import PaperCase
from reports.papers.form import PaperForm, meanings
from reports.papers.parties import parties_of
from reports.papers.values.appraisal import appraisal_values
from reports.papers.values.dossier import dossier_values
from reports.papers.values.heading import heading_values
from reports.papers.values.history import history_values
from reports.papers.values.lacking import Lacking, VariableValue
from reports.papers.values.systems import system_values

__all__ = ["VariableValue", "Variables", "variables_of"]


@dataclass(frozen=True)
class Variables:
    """The variables by name; ``blanks``: every one that is lacking; ``notes``: what else is to be known.

    ``issuer``: whose paper it is by the form, whatever the letterhead says.
    """

    issuer: str
    values: Mapping[str, VariableValue]
    blanks: tuple[Blank, ...]
    notes: tuple[Text, ...]


def variables_of(
    case: PaperCase, form: PaperForm, *, to: str | None = None, told: Mapping[str, str] | None = None
) -> Variables:
    """All of them; ``told``: those given on the command line, which go before what is registered.

    Raises:
        ReportError: no one paper fits the systems, or a name that was told is no variable for a text.

    """
    parties, lacking = parties_of(case, form, to), Lacking()
    values = {
        **heading_values(case, form, parties, lacking),
        **system_values(case, parties, lacking),
        **history_values(case, parties, lacking),
        **appraisal_values(case, lacking),
        **dossier_values(case, parties, lacking),
    }
    for name in told or {}:
        if not isinstance(values.get(name), str):
            hint = suggestion(name, (key for key, value in values.items() if isinstance(value, str)))
            raise ReportError(
                "--set {name}: there is no such variable for a text{hint}", name=name, hint=hint
            )
    values = {**values, **(told or {})}
    ordered = {name: _inert(values[name]) for name in meanings()}
    return Variables(str(parties.issuer.name), ordered, tuple(lacking.blanks), parties.notes)


def _inert(value: VariableValue) -> VariableValue:
    """Without what acts unseen in a document; its own lines stay."""
    if isinstance(value, str):
        return visible_lines(value)
    if isinstance(value, bool):
        return value
    return [
        visible(one) if isinstance(one, str) else {name: visible(text) for name, text in one.items()}
        for one in value
    ]
