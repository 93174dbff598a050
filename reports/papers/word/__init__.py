"""Papers as DOCX: the form drawn with variables in it, then filled in, and its blanks marked."""
