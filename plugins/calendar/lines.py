"""The lines an iCalendar file is made of: text escaped, long lines folded; the last step of writing one."""

LONGEST = 75
"""Octets a line may have without its end (RFC 5545, 3.1)."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def text(words: str) -> str:
    """Words as a value of type TEXT (RFC 5545, 3.3.11)."""
    return words.translate(_ESCAPES)


def folded(line: str) -> str:
    """A line in pieces that are short enough and divide no character; each but the first begins with a space."""
    pieces, room = [""], LONGEST
    for char in line:
        octets = len(char.encode())
        if octets > room:
            pieces.append("")
            room = LONGEST - 1
        pieces[-1] += char
        room -= octets
    return "\r\n ".join(pieces)


def joined(lines: list[str]) -> str:
    """The file."""
    return "".join(f"{folded(line)}\r\n" for line in lines)
