"""Official documents as DOCX (ECMA-376), with python-docx."""

from reports.official.word.rendering import render_annex_docx, render_docx

__all__ = ["render_annex_docx", "render_docx"]
