"""Reports: sections of sentences, tables and figures as one page that needs nothing else, as Markdown, and as files."""
