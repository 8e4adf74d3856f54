"""What the report of a comparison tells: a section a question."""
