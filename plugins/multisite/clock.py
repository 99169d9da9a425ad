"""The day of the build: asked for once, at the door, and then handed on as an argument."""

from collections.abc import Mapping
from datetime import date, datetime

from plugins.network.moments import ZONE


def build_date(environment: Mapping[str, str], now: datetime, asked: str | None = None) -> date:
    """The day asked for (`2026-11-22`), else that of SOURCE_DATE_EPOCH, else today in Europe/Berlin.

    Raises ValueError where one of them is not a date.
    """
    if asked:
        return date.fromisoformat(asked)
    epoch = environment.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), ZONE) if epoch else now.astimezone(ZONE)
    return moment.date()
