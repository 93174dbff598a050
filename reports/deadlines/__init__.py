"""``capdo deadlines``: what is overdue and what is coming, as text, JSON or a calendar."""
