"""Official documents as DOCX (ECMA-376), with python-docx."""

from reports.official.word.rendering import render_docx, render_letter_docx

__all__ = ["render_docx", "render_letter_docx"]
