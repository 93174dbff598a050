"""What two vantages see otherwise, shown: as text, as JSON and as a page."""
