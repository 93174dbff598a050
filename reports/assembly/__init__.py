"""From a source to a report, part by part."""
