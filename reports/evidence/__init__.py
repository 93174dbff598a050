"""What scans saw, held against what was claimed."""
