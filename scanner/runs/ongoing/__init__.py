"""A run that is going on: how what it sees is kept, and how far it is shown to be."""
