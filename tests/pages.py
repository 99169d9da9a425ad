"""Built pages as a reader gets them: words without markup; and what only machines read."""

from html.parser import HTMLParser
from pathlib import Path


class Words(HTMLParser):
    """What can be read on a page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.blocks: list[str] = []
        """Its data blocks."""
        self.feed(page.read_text())

    def handle_data(self, data: str) -> None:
        (self.blocks if self.tags[-1:] == ["script"] and data.strip() else self.words).append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def shown(output: Path, page: str) -> str:
    """The text of a page, spaces made equal."""
    return " ".join("".join(Words(output / page / "index.html").words).split())
