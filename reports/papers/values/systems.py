"""The systems of a paper: named one by one, or as a list."""

import re
from collections.abc import Callable, Iterable, Iterator

from inventory.model import Organization, Text
from inventory.words import fold
from reports.papers import entering
from reports.papers.case import PaperCase, SystemCase
from reports.papers.form import article_of
from reports.papers.parties import PaperParties
from reports.papers.values.dossier import explained
from reports.papers.values.lacking import Lacking, VariableValue

ADDRESS = Text(vi="địa chỉ đơn vị vận hành", en="the operating unit's address")
LEVEL = Text(vi="cấp độ đề xuất", en="the level proposed")
STANDARD = Text(vi="tên tiêu chuẩn quốc gia", en="the national standard")
BASIS = Text(vi="căn cứ đề xuất cấp độ", en="why this level is proposed")
CLASSIFY = Text(
    vi="các thuộc tính của hệ thống {code} (capdo approval classify {code})",
    en="the attributes of system {code} (capdo approval classify {code})",
)
LISTED = "theo danh mục dưới đây"
SPLIT = re.compile(r"\s*[;\n]\s*|,\s*(?=[TQ]CVN\b)")
REGULATION = "QCVN"  # quy chuẩn kỹ thuật quốc gia
FROM_LEVEL = 4  # the ministry appraises (article 18.3)
MINISTRY_LISTED = 5


def system_values(case: PaperCase, parties: PaperParties, lacking: Lacking) -> dict[str, VariableValue]:
    """What the paper says of its systems."""
    rows = list(_rows(case, parties, lacking))
    several = len(rows) > 1
    name = f"{len(rows):02} hệ thống thông tin, {LISTED}" if several else rows[0]["ten"]
    levels = [f"cấp độ {row['cap_do']}" for row in sorted(rows, key=lambda row: row["cap_do"])]
    ways = [case.way(one.level) or 0 for one in case.systems]
    return {
        **_parties(parties, lacking),
        "ten_he_thong": name,
        "doi_tuong": f"{len(rows):02} hệ thống thông tin thuộc danh mục tại văn bản này"
        if several
        else _called(name),
        "dia_chi": _shared((row["dia_chi"] for row in rows), lambda _: LISTED),
        "cap_do": _shared(levels, " và ".join),
        "cac_he_thong": rows,
        "nhieu_he_thong": several,
        "tu_cap_do_4": max(ways) >= FROM_LEVEL,
        "danh_muc_quan_trong": max(ways) >= MINISTRY_LISTED,
        "chua_van_hanh": any(map(case.is_new, case.systems)),
        **_standards(case, lacking),
    }


def basis_of(one: SystemCase, lacking: Lacking) -> str:
    """The criterion of the level proposed; lacking where the attributes name another level."""
    code, criterion = one.system.code, one.classification.criterion
    fits = criterion is not None and one.classification.level == one.level
    fill = Text(vi=CLASSIFY.vi.format(code=code), en=CLASSIFY.en.format(code=code))
    basis = f"{criterion.title.vi} ({article_of(criterion.level)})" if fits and criterion else None
    return lacking.value(basis, BASIS, fill, one.system.name)


def address_of(one: SystemCase, operator: Organization | None, lacking: Lacking) -> str:
    """Where it stands: its own address, else that of the unit that operates it."""
    told = one.system.address or (operator.address if operator else None)
    if operator is not None:
        return lacking.value(told, ADDRESS, entering.organization_column("address", operator.code))
    return lacking.value(told, ADDRESS, entering.system_column("address", one.system.code))


def _parties(parties: PaperParties, lacking: Lacking) -> dict[str, VariableValue]:
    named = {
        "chu_quan": parties.owner,
        "don_vi_van_hanh": parties.operator,
        "don_vi_chuyen_trach": parties.specialised_unit,
        "don_vi_de_nghi": parties.requester,
    }
    none = Text(vi="", en="")
    return {name: lacking.value(party.name, none, none) for name, party in named.items()}


def _rows(case: PaperCase, parties: PaperParties, lacking: Lacking) -> Iterator[dict[str, str]]:
    several = len(case.systems) > 1
    for number, one in enumerate(case.systems, start=1):
        code, about = one.system.code, one.system.name if several else ""
        level = None if one.level is None else str(one.level)
        yield {
            "stt": str(number),
            "ten": one.system.name,
            "dia_chi": address_of(one, parties.operator.body, lacking),
            "cap_do": lacking.value(level, LEVEL, entering.system_column("proposed_level", code), about),
            "can_cu": basis_of(one, lacking),
            **explained(one, lacking, about),
        }


def _called(name: str) -> str:
    """In a sentence; many names begin with the words themselves."""
    return name if fold(name).startswith("he thong") else f"hệ thống thông tin {name}"


def _shared(texts: Iterable[str], otherwise: Callable[[list[str]], str]) -> str:
    """The one text of all, or what stands for several."""
    distinct = list(dict.fromkeys(texts))
    return distinct[0] if len(distinct) == 1 else otherwise(distinct)


def _standards(case: PaperCase, lacking: Lacking) -> dict[str, VariableValue]:
    """Standards and regulations, which are registered together."""
    standards: dict[str, None] = {}
    for one in case.systems:
        fill = entering.system_column("standard", one.system.code)
        about = one.system.name if len(case.systems) > 1 else ""
        standards.update(
            dict.fromkeys(SPLIT.split(lacking.value(one.system.standard, STANDARD, fill, about)))
        )
    regulations = [name for name in standards if name.startswith(REGULATION)]
    named = [name for name in standards if name and name not in regulations]
    code = case.systems[0].system.code
    return {
        "tieu_chuan": lacking.value(", ".join(named), STANDARD, entering.system_column("standard", code)),
        "quy_chuan": ", ".join(regulations) or "có liên quan",
    }
