"""Marks in the manner of well-known graders, beside the verdicts and never instead of them."""
