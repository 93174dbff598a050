"""The form "Mẫu 08" as a letter of three parts."""
