"""OSCAL, NIST's exchange format of assessments: assessment results, and a plan of action and milestones."""
