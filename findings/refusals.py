class Refused(Exception):
    """A step that the rules of publishing do not allow; says why in a sentence."""
