"""Measures of Decree 30/2020, annex I, shared by the DOCX and the PDF. Millimetres and points."""

PAGE = (210, 297)  # A4
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20  # allowed: 20–25, 20–25, 30–35, 15–20
HEADER = 10  # from the edge to the page number
FONT = "Times New Roman"
# Of the same widths, for machines without it. Tinos (Debian's fonts-croscore) has all Vietnamese letters;
# Liberation Serif lacks those of Latin Extended Additional.
FALLBACK = ("Tinos", "Liberation Serif")
BODY = 14  # points; allowed: 13–14
INDENT = 12.7  # of a paragraph's first line; allowed: 10 or 12.7
LEFT_COLUMN, RIGHT_COLUMN = 65, 95  # of the heading: body and number; state, motto, place and day
TEXT_WIDTH = PAGE[0] - LEFT - RIGHT
LANDSCAPE_MARGIN = (20, 15, 15, 15)  # of annexes with wide tables: top, right, bottom, left
LANDSCAPE_WIDTH = PAGE[1] - 30
