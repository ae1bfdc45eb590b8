"""What a person may, asked in one place."""


def may(user, permission):
    """Whether a member of staff has a permission; inactive people and donors have none."""
    return user.is_active and user.is_staff and user.has_perm(permission)


def reads_drafts(user):
    """Whether a person reads the working rows of everybody, not of those she edits alone."""
    return may(user, "projects.read_drafts")
