"""The catalogue of checks as people read it: in the terminal and in the documentation."""
