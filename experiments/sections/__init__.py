"""Sections of the reading of a sweep: each a question, answered in sentences, tables and figures, or None where it does not arise."""
