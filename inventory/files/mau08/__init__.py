"""Form "Mẫu 08" (annual report on levels) and its look-alikes, read as agencies really fill them in."""
