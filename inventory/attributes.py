"""What the law asks about a system before it names a level: the closed lists of answers, each in order."""

from enum import StrEnum


class Scope(StrEnum):
    """Whose work depends on a system (phạm vi phục vụ)."""

    AGENCY = "agency"  # một cơ quan, tổ chức
    SECTOR = "sector"  # một ngành, một bộ
    PROVINCE = "province"  # một tỉnh
    NATIONAL = "national"  # toàn quốc


class SystemKind(StrEnum):
    """What a system is for (loại hình hệ thống thông tin; Decree 331/2026, article 9.2)."""

    INTERNAL = "internal"  # phục vụ hoạt động nội bộ
    PUBLIC = "public"  # phục vụ người dân, doanh nghiệp
    INFRASTRUCTURE = "infrastructure"  # cơ sở hạ tầng thông tin
    CONTROL = "control"  # điều khiển công nghiệp
    OTHER = "other"


class Harm(StrEnum):
    """What sabotage would do to national defence and security (tổn hại quốc phòng, an ninh quốc gia)."""

    DAMAGE = "damage"  # tổn hại
    SERIOUS = "serious"  # tổn hại nghiêm trọng
    EXCEPTIONAL = "exceptional"  # tổn hại đặc biệt nghiêm trọng


class WorksGrade(StrEnum):
    """Grade of the construction works that an industrial control system runs (cấp công trình)."""

    NONE = "none"  # no industrial control
    IV = "iv"
    III = "iii"
    II = "ii"
    I = "i"  # noqa: E741 - the official numeral
    SPECIAL = "special"
