"""Writes a form: for the right level, from the shipped template or the user's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inventory.files.writing import keep_edited
from inventory.model import Text
from inventory.wording.phrases import NOTHING, Phrase
from reports.errors import ReportError
from reports.files import require_writable, write_bytes
from reports.papers.blanks import Blank, standing_in
from reports.papers.case import PaperCase
from reports.papers.form import PaperForm, load_form
from reports.papers.gathering import gathered
from reports.papers.notes import notes_of
from reports.papers.request import DONE, LACKING, PaperRequest
from reports.papers.screen import print_paper
from reports.papers.values import variables_of

SUFFIX = ".docx"
NAMES = {
    False: Text(vi="Mẫu số {number}", en="form {number}"),
    True: Text(vi="thuyết minh hồ sơ đề xuất cấp độ", en="the dossier"),
}


@dataclass(frozen=True)
class Paper:
    """A form filled in: the file, what it lacks, and what else is to be known."""

    form: PaperForm
    content: bytes
    addressee: str
    blanks: tuple[Blank, ...]
    notes: tuple[Text, ...]


def write_form(request: PaperRequest) -> int:
    """One of the forms 01 to 07; the exit status.

    Raises:
        InventoryError: the database or the letterhead cannot be read, or the file is there already.
        ReportError: the form doesn't fit, the template is wrong, or the file can't be written.

    """
    if request.output.suffix.lower() != SUFFIX:
        raise ReportError(
            "{output}: papers are written as DOCX: end its name in {suffix}",
            output=request.output,
            suffix=SUFFIX,
        )
    keep_edited(request.output, force=request.force)
    require_writable(request.output)
    form = load_form(request.number)
    case = gathered(
        request.systems,
        form.rules,
        letterhead=request.letterhead,
        is_listed=request.is_listed,
        database=request.database,
    )
    if not request.is_anyway:
        refuse_unfit(case, form)
    paper = paper_of(case, form, to=request.to, told=request.told, own_template=request.template)
    write_bytes(request.output, paper.content)
    print_paper(request.output, name_of(form), paper, request.language)
    return LACKING if paper.blanks else DONE


def paper_of(
    case: PaperCase,
    form: PaperForm,
    *,
    to: str | None = None,
    told: Mapping[str, str] | None = None,
    own_template: Path | None = None,
) -> Paper:
    """A form filled in for some systems, from the shipped template unless there is another.

    Raises:
        ReportError: no one paper fits the systems, or the template is wrong.

    """
    from reports.papers.word.filling import filled, read_template  # noqa: PLC0415 - docxtpl is slow to import
    from reports.papers.word.template import template_of  # noqa: PLC0415 - as is python-docx

    template = read_template(own_template) if own_template else template_of(form.number)
    variables = variables_of(case, form, to=to, told=told)
    content, text = filled(template, variables.values, str(own_template or form.number))
    return Paper(
        form,
        content,
        str(variables.values["noi_gui"]),
        standing_in(text, variables.blanks),
        (*variables.notes, *notes_of(case, variables.issuer, names_design=form.kind != "decision")),
    )


def name_of(form: PaperForm) -> Text:
    """As the screen calls it."""
    name = NAMES[form.kind == "dossier"]
    return Text(vi=name.vi.format(number=form.number), en=name.en.format(number=form.number))


def refuse_unfit(case: PaperCase, form: PaperForm) -> None:
    """Name the form to take where this one is not for the level.

    Raises:
        ReportError: for a system's level there is another form, or none.

    """
    for one in case.systems:
        way = case.way(one.level)
        right = form if way is None else form.right_form(way)
        if right is form:
            continue
        listed = (
            Phrase(" on the list of systems important to national security") if case.is_listed else NOTHING
        )
        taken = Phrase("take form {number}", number=right.number) if right else None
        levels = ", ".join(map(str, form.levels))
        raise ReportError(
            "{code}: form {number} is for levels {levels}, and this system is of level {level}{listed}: "
            "{instead}, or write it with --anyway",
            code=one.system.code,
            number=form.number,
            levels=levels,
            level=one.level,
            listed=listed,
            instead=taken or Phrase("the annex has no form for it"),
        )
