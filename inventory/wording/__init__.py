"""What a person is told: in which language, and how a sentence with values is said in it."""
