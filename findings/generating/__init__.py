"""Invented evaluations in any number, to try how the site bears many of them."""
