"""That the tests' look into schema.org's vocabulary finds what is wrong."""

from typing import Any

import pytest

from tests.opendata.vocabulary import faults

PLACE = {"@type": "Place", "name": "Anger"}


def of(**properties: Any) -> list[str]:
    return faults({"@context": "https://schema.org", "@graph": [{"@type": "Event", **properties}]})


@pytest.mark.parametrize(
    "right",
    [
        {"name": "Fest", "startDate": "2026-12-05", "location": PLACE},
        {"startDate": "2026-12-05T10:00+01:00", "eventStatus": "https://schema.org/EventCancelled"},
        {"location": {"@id": "#a"}, "subEvent": [{"@type": "Event", "location": {**PLACE, "@id": "#a"}}]},
    ],
)
def test_what_is_right_passes(right: dict[str, Any]) -> None:
    assert of(**right) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": 3},
        {"titel": "Fest"},
        {"openingHours": "Mo"},
        {"startDate": "5.12.2026"},
        {"startDate": "2026-12-05T10:00"},
        {"eventStatus": "https://schema.org/Monday"},
        {"eventStatus": "EventCancelled"},
        {"location": {"@id": "#nirgends"}},
        {"location": {"@type": "Platz"}},
        {"organizer": PLACE},
        {"subEvents": [{"@type": "Event"}]},
        {"location": {**PLACE, "geo": {"@type": "GeoCoordinates", "latitude": True}}},
    ],
)
def test_what_is_wrong_is_found(wrong: dict[str, Any]) -> None:
    assert of(**wrong)
