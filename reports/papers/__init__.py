"""The papers of a level: forms 01 to 07 of Decree 331/2026, the dossier, and all of it in one ZIP."""
