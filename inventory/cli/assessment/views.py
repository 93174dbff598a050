"""How catalogues and self-assessments are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from inventory.cli.listing.forms import Listing
from inventory.cli.terminal import inert, print_line, print_table
from inventory.dates import day
from inventory.model import Language, System, Text
from inventory.requirements.model import Catalogue, Requirement, SelfAssessment
from inventory.requirements.vocabulary import WORDINGS

HISTORY = Text(vi="Tự đánh giá của", en="Self-assessments of")
SAID = (
    Text(vi="Số", en="No."),
    Text(vi="Tính đến", en="As of"),
    Text(vi="Mã yêu cầu", en="Requirement"),
    Text(vi="Kết quả", en="State"),
    Text(vi="Biện pháp, lý do", en="Plan, reason"),
    Text(vi="Người phụ trách", en="Person"),
    Text(vi="Thời hạn", en="Due"),
    Text(vi="Bằng chứng (SHA-256)", en="Evidence (SHA-256)"),
    Text(vi="Người ghi", en="Recorded by"),
    Text(vi="Ghi chú", en="Note"),
)
WITHDRAWS = Text(vi="rút lại #{number}", en="withdraws #{number}")
CORRECTS = Text(vi="đính chính #{number}: {state}", en="corrects #{number}: {state}")
RECORDED = Text(vi="Đã ghi", en="Recorded")
REQUIREMENTS = (
    Text(vi="Mã", en="Code"),
    Text(vi="Yêu cầu", en="Requirement"),
    Text(vi="Cấp độ", en="Levels"),
    Text(vi="Thuộc", en="Under"),
)
SOURCE = Text(vi="Nguồn: {source}", en="Source: {source}")
OWN = Text(vi="danh mục của đơn vị", en="a catalogue of one's own")
TO_VERIFY = Text(vi="cần đối chiếu", en="to be verified")


def said_line(said: SelfAssessment, language: Language) -> str:
    """One that was just recorded."""
    told = (said.system, said.requirement, _state(said, language), day(said.on, language))
    return f"{RECORDED.to(language)}: {', '.join(str(inert(part)) for part in told)} (#{said.sequence})"


def listed_answers(system: System, told: Sequence[SelfAssessment], language: Language) -> Listing:
    """Rows in the order of recording; its JSON is a list of objects with the fields of ``SelfAssessment``."""
    return Listing(
        title=f"{HISTORY.to(language)} {system.code} – {system.name}",
        headings=[column.to(language) for column in SAID],
        rows=[_row(said, language) for said in told],
        document=lambda: [said.model_dump(mode="json") for said in told],
    )


def _row(said: SelfAssessment, language: Language) -> list[str | None]:
    return [
        str(said.sequence),
        day(said.on, language),
        said.requirement,
        _state(said, language),
        said.reason or said.plan,
        said.person,
        day(said.due, language),
        None if said.file is None else f"{said.file} ({said.file_sha256 or '-'})",
        said.actor,
        said.note,
    ]


def _state(said: SelfAssessment, language: Language) -> str:
    if said.withdraws:
        return WITHDRAWS.to(language).format(number=said.corrects)
    state = WORDINGS[said.state].to(language)
    return state if said.corrects is None else CORRECTS.to(language).format(number=said.corrects, state=state)


def listed_requirements(catalogue: Catalogue, level: int | None, language: Language) -> Listing:
    """What a level asks, or all of it, each under its heading; on the screen then the source.

    Its JSON is the catalogue as an object, with the requirements that are listed.
    """
    listing = Listing(
        title=f"{catalogue.code}: {catalogue.title.to(language)}",
        headings=[heading.to(language) for heading in REQUIREMENTS],
        rows=[_requirement(catalogue, one, language) for one in _listed(catalogue, level)],
        document=lambda: {
            **catalogue.model_dump(mode="json"),
            "requirements": [one.model_dump(mode="json") for one in _listed(catalogue, level)],
        },
    )
    return replace(listing, shown=lambda: _show(listing, catalogue, language))


def _show(listing: Listing, catalogue: Catalogue, language: Language) -> None:
    print_table(listing.title, listing.headings, listing.rows)
    source = (catalogue.source or OWN).to(language)
    print_line(SOURCE.to(language).format(source=source) + _verified(catalogue, language))
    if catalogue.remark is not None:
        print_line(catalogue.remark.to(language))


def _listed(catalogue: Catalogue, level: int | None) -> Iterable[Requirement]:
    return catalogue.requirements if level is None else catalogue.at(level)


def _requirement(catalogue: Catalogue, one: Requirement, language: Language) -> list[str | None]:
    heading = catalogue.heading(one)
    return [
        one.code,
        one.name.to(language),
        ", ".join(map(str, one.levels)) or None,
        heading.to(language) if heading else None,
    ]


def _verified(catalogue: Catalogue, language: Language) -> str:
    is_sure = catalogue.verified or catalogue.source is None
    return "" if is_sure else f" ({TO_VERIFY.to(language)})"
