"""Built pages as a reader gets them: words without markup."""

from html.parser import HTMLParser
from pathlib import Path


class _Text(HTMLParser):
    """What can be read on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def shown(output: Path, page: str) -> str:
    """The text of a page, spaces made equal."""
    text = _Text()
    text.feed((output / page / "index.html").read_text())
    return " ".join("".join(text.words).split())
