"""The writing desk: what signed-in people see besides the administration."""
