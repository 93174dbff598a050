"""What words and names say of a topic: vocabularies as dated data, read through the usual disguises."""
