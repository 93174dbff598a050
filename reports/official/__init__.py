"""The official documents: the quarterly report (Decree 30/2020) and form "Mẫu 08"; in Vietnamese only."""
