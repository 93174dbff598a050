"""Form "Mẫu 08" (annual report on levels) and its look-alikes, read as agencies really fill them in."""

from inventory.files.mau08.reading import ReadForm, is_mau_08, read_mau_08

__all__ = ["ReadForm", "is_mau_08", "read_mau_08"]
