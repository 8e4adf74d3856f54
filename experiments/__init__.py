"""Commands, files, figures: what is done with runs."""
