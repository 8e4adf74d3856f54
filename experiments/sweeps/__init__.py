"""Sweeps: from a study file to a table with a row a run, in chunks that survive whatever stops them."""
