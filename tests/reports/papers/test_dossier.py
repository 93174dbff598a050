"""The dossier: the explanations of article 22, filled in so far as the register goes."""

from tests.reports.papers.province import NAMES, OWNER, case_of, in_order, paper, system, text


def test_the_dossier_has_the_tables_of_article_22() -> None:
    """Three explanations: bodies and architecture, levels, then contents and requirements of the plan."""
    in_order(
        paper("dossier", case_of(system(3))).content,
        "PHẦN I. THUYẾT MINH TỔNG QUAN",
        *("a) Thông tin về chủ quản", NAMES[OWNER], "0290 3 831 000", "b) Thông tin về đơn vị vận hành"),
        *("c) Phạm vi, quy mô", "Toàn tỉnh", "d) Hiện trạng kiến trúc", "dvc.minhhai.example", "IP Public"),
        "PHẦN II. THUYẾT MINH VỀ VIỆC ĐỀ XUẤT CẤP ĐỘ",
        *("Căn cứ đề xuất", "Giải quyết thủ tục hành chính", "Phục vụ người dân, doanh nghiệp"),
        "c) Nhận diện sơ bộ các nguy cơ",
        "PHẦN III. THUYẾT MINH PHƯƠNG ÁN",
        *("a) Bảo đảm an ninh mạng trong thiết kế", "g) Kết thúc vận hành"),
        *("a) Thiết lập chính sách", "Quyết định số 77/QĐ-UBND", "g) Phương án kết thúc vận hành"),
        *("a) Bảo đảm an toàn mạng", "d) Bảo đảm an toàn dữ liệu"),
    )
    assert "khoản 5 Điều 22" not in text(paper("dossier", case_of(system(3))).content)
    assert "khoản 5 Điều 22" in text(paper("dossier", case_of(system(4))).content)


def test_a_basis_is_told_only_for_the_level_that_it_calls_for() -> None:
    """Attributes that call for level 2 are no reason for level 3."""
    wrong = paper(
        "dossier", case_of(system(3, handles_administrative_procedures=None, basic_data_subjects=5))
    )
    assert any(blank.name.en == "why this level is proposed" for blank in wrong.blanks)


def test_kinds_of_information_are_told_by_the_attributes() -> None:
    """Public, private, secret, as article 9.1 has them; where nothing tells, it is marked."""
    told = text(paper("dossier", case_of(system(3, state_secret_or_defence=True))).content)
    assert "thông tin riêng, thông tin cá nhân; thông tin bí mật nhà nước" in told
    silent = system(3, handles_private_data=None, system_kind=None)
    assert {"the kind of system", "the kind of information handled"} <= {
        blank.name.en for blank in paper("dossier", case_of(silent)).blanks
    }
