"""grades.observatory beside what npm's package told of the same answers."""
