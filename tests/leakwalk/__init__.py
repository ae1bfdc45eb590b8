"""The leak walk."""
