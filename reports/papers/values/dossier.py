"""What the explanations of a dossier say (article 22): bodies, systems, protection plan."""

from collections.abc import Iterator

from inventory.approvals.events import EventKind
from inventory.files.layout.attribute_columns import ATTRIBUTE_COLUMNS
from inventory.files.layout.choices import ROLES, SYSTEM_KINDS
from inventory.model import System, Text
from reports.papers import entering
from reports.papers.case import PaperCase, SystemCase
from reports.papers.form import meanings
from reports.papers.parties import PaperParties, Party
from reports.papers.values.history import cited
from reports.papers.values.lacking import Lacking, VariableValue

BODY_FIELDS = {  # the end of a variable's name, and the field that it is
    "chuc_nang": "functions_document",
    "nguoi_dai_dien": "head_name",
    "chuc_vu": "head_title",
    "dia_chi": "address",
    "dien_thoai": "phone",
    "thu_dien_tu": "email",
}
BY_HAND = (
    *("mo_hinh_lo_gic", "mo_hinh_vat_ly", "thiet_bi", "vung_mang", "nguy_co"),
    *("he_thong_lien_quan", "nguy_co_tan_cong", "anh_huong", "van_hanh_24_7"),
    *("pa_thiet_ke", "pa_van_hanh", "pa_kiem_tra", "pa_rui_ro", "pa_giam_sat", "pa_du_phong", "pa_ket_thuc"),
    *("yc_chinh_sach", "yc_to_chuc", "yc_nhan_luc", "yc_thiet_ke", "yc_van_hanh", "yc_rui_ro"),
    *("yc_ket_thuc", "yc_mang", "yc_may_chu", "yc_ung_dung", "yc_du_lieu"),
)
SERVICES = Text(vi="ứng dụng, dịch vụ của hệ thống", en="the system's applications and services")
SERVER = Text(
    vi="máy chủ, vị trí, hệ điều hành của dịch vụ", en="server, place and operating system of the services"
)
KIND = Text(vi="loại hệ thống thông tin", en="the kind of system")
SCOPE = Text(vi="phạm vi, quy mô, đối tượng phục vụ", en="scope, size, and whom it serves")
INFORMATION = Text(vi="loại thông tin được xử lý", en="the kind of information handled")
PUBLIC, PRIVATE, SECRET = (
    "thông tin công cộng",
    "thông tin riêng, thông tin cá nhân",
    "thông tin bí mật nhà nước",
)


def dossier_values(case: PaperCase, parties: PaperParties, lacking: Lacking) -> dict[str, VariableValue]:
    """All of them; what the register doesn't hold is for who writes the dossier."""
    by_hand = {
        name: lacking.value(None, meanings()[name], entering.by_hand(name))
        for name in BY_HAND
        if name != "yc_chinh_sach" or not _regulation(case)
    }
    return {
        **dict(_body("chu_quan", parties.owner, lacking)),
        **dict(_body("van_hanh", parties.operator, lacking)),
        **by_hand,
        **({"yc_chinh_sach": _policy(case, lacking)} if _regulation(case) else {}),
        "dich_vu": list(_services(case, lacking)),
        "thuoc_tinh": [line for one in case.systems for line in _attributes(one.system)],
        "tinh_trang_phuong_an": " và ".join(dict.fromkeys(one.status.plan.value for one in case.systems)),
    }


def explained(one: SystemCase, lacking: Lacking, about: str) -> dict[str, str]:
    """The cells of a system in the lists of the dossier."""
    system = one.system
    kind = None if system.system_kind is None else SYSTEM_KINDS.write(system.system_kind)
    columns = {name: entering.system_column(name, system.code) for name in ("system_kind", "service_scope")}
    private = entering.system_column("handles_private_data", system.code)
    return {
        "loai_hinh": lacking.value(kind, KIND, columns["system_kind"], about),
        "pham_vi": lacking.value(system.service_scope, SCOPE, columns["service_scope"], about),
        "loai_thong_tin": lacking.value(_information(system), INFORMATION, private, about),
    }


def _information(system: System) -> str | None:
    """The kinds of article 9.1, so far as the attributes tell."""
    told = [PUBLIC] if system.handles_private_data is False else []
    people = (system.user_count, system.basic_data_subjects, system.sensitive_data_subjects)
    if system.handles_private_data or any(people):
        told.append(PRIVATE)
    if system.state_secret_or_defence:
        told.append(SECRET)
    return "; ".join(told) or None


def _body(prefix: str, party: Party, lacking: Lacking) -> Iterator[tuple[str, str]]:
    for end, field in BODY_FIELDS.items():
        name = f"{prefix}_{end}"
        if party.body is None:
            yield name, lacking.value(party.name, meanings()[name], entering.by_hand(name))
            continue
        fill = entering.organization_column(field, party.body.code)
        yield name, lacking.value(getattr(party.body, field), meanings()[name], fill)


def _services(case: PaperCase, lacking: Lacking) -> Iterator[dict[str, str]]:
    """A line for each endpoint; where none is registered, one to fill in."""
    endpoints = [endpoint for one in case.systems for endpoint in one.system.endpoints]
    server = lacking.value(None, SERVER, entering.IN_THE_PAPER) if endpoints else ""
    for number, endpoint in enumerate(endpoints, start=1):
        yield {
            "stt": str(number),
            "ten": endpoint.host,
            "may_chu": server,
            "muc_dich": ROLES.write(endpoint.role),
        }
    if not endpoints:
        name = lacking.value(None, SERVICES, entering.endpoints(case.systems[0].system.code))
        yield {"stt": "1", "ten": name, "may_chu": "…", "muc_dich": "…"}


def _attributes(system: System) -> Iterator[dict[str, str]]:
    """What was entered of those that the rule sets ask about, by the names of their columns."""
    for column in ATTRIBUTE_COLUMNS:
        value = getattr(system, column.field)
        if value is not None:
            yield {"he_thong": system.name, "ten": column.vi, "gia_tri": str(column.format.write(value))}


def _regulation(case: PaperCase) -> bool:
    return all(one.last(EventKind.REGULATION_ISSUED) for one in case.systems)


def _policy(case: PaperCase, lacking: Lacking) -> str:
    issued = [event for one in case.systems if (event := one.last(EventKind.REGULATION_ISSUED))]
    documents = dict.fromkeys(cited(event, lacking) for event in issued)
    return f"Quy chế bảo đảm an ninh mạng ban hành tại {' và '.join(documents)}"
