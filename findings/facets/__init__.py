"""Lists and their facets: sets in memory, one bit for each publication or project."""
