"""What a level asks of a system, and how far each says that it meets it: requirements, self-assessments."""
