"""The reading room's pages: summaries, their versions and items, and the register of projects."""
