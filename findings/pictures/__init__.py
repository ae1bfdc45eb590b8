"""Figures drawn on the server: numbers to what a template shows as SVG; knows no model."""
