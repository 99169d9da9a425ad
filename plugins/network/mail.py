"""E-mail addresses as people and browsers read them, and programs that search text for an @ do not; the last step of HTML."""


def disguised(html: str) -> str:
    """The same HTML without an @; it may stand in words and in attributes, not in scripts and styles.

    Browsers, screen readers and mail programs are given the very same address, with or without scripts.
    """
    return html.replace("@", "&#64;")


def disguised_json(text: str) -> str:
    """The same for JSON in which no key holds an @."""
    return text.replace("@", "\\u0040")
