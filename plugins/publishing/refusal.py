"""What keeps a release from going live, in one line."""


class Refused(Exception):
    """Nothing was published, and the message says why and what to do about it."""


class Unsure(Refused):
    """It cannot be told whether something was published."""
