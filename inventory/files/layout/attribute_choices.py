"""The words for whom a system serves, what its sabotage would do, and the works it controls."""

from inventory.attributes import Harm, Scope, WorksGrade
from inventory.words import Word, Words

SCOPES = Words(
    (
        Word(Scope.AGENCY, "Một cơ quan, tổ chức", "One agency", ("Cơ quan", "Nội bộ cơ quan")),
        Word(Scope.SECTOR, "Một bộ, một ngành", "A ministry or sector", ("Bộ", "Ngành", "Ministry")),
        Word(Scope.PROVINCE, "Một tỉnh, thành phố", "A province", ("Tỉnh", "Thành phố")),
        Word(Scope.NATIONAL, "Toàn quốc", "Nationwide", ("Quốc gia", "Cả nước")),
    )
)

HARMS = Words(
    (
        Word(Harm.DAMAGE, "Tổn hại", "Harm"),
        Word(Harm.SERIOUS, "Tổn hại nghiêm trọng", "Serious harm", ("Nghiêm trọng",)),
        Word(
            Harm.EXCEPTIONAL,
            "Tổn hại đặc biệt nghiêm trọng",
            "Exceptionally serious harm",
            ("Đặc biệt nghiêm trọng",),
        ),
    )
)

WORKS_GRADES = Words(
    (
        Word(WorksGrade.NONE, "Không điều khiển công nghiệp", "No industrial control", ("Không",)),
        Word(WorksGrade.IV, "Cấp IV", "Grade IV", ("4",)),
        Word(WorksGrade.III, "Cấp III", "Grade III", ("3",)),
        Word(WorksGrade.II, "Cấp II", "Grade II", ("2",)),
        Word(WorksGrade.I, "Cấp I", "Grade I", ("1",)),
        Word(WorksGrade.SPECIAL, "Cấp đặc biệt", "Special grade", ("Đặc biệt",)),
    )
)
