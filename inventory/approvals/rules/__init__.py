"""The legal life cycle: which events may follow which, and what forbids the others."""
