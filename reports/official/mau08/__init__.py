"""The form "Mẫu 08": the annual report on levels: a letter of three parts, its table and its annexes."""
