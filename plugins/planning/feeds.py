"""A site's news for those who subscribe, in the form that is JSON; `sections.py` has the Atom feed of the same."""

from plugins.network.frozen import frozen
from plugins.planning.cards import ArticleCard
from plugins.planning.props import File

JSON_FEED = "feed.json"


@frozen
class JsonFeed(File):
    """The newest news."""

    template = "feed.json"
    news: tuple[ArticleCard, ...]
