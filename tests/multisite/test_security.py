"""Each site says whom to tell of a weakness, until when that is true, and the check reminds of it."""

from datetime import date

import pytest

from plugins.multisite.reporting import check_and_report
from tests.minisite import MiniSite

TOLD = "security: {contact: technik@netz.example, expires: 2027-02-01}\n"


@pytest.fixture
def told(minisite: MiniSite) -> MiniSite:
    """A network that says whom to tell."""
    file = minisite.root / "villages.yaml"
    return minisite.file("villages.yaml", f"{file.read_text()}\n{TOLD}")


def test_every_site_has_the_file_of_rfc_9116(told: MiniSite) -> None:
    output = told.build(LOCAL=None)
    assert (output / "anger/.well-known/security.txt").read_text() == (
        "Contact: mailto:technik@netz.example\n"
        "Expires: 2027-02-01T00:00:00Z\n"
        "Preferred-Languages: de, en\n"
        "Canonical: https://anger.netz.example/.well-known/security.txt\n"
    )
    assert "Canonical: https://netz.example/" in (output / "main/.well-known/security.txt").read_text()


def test_without_a_contact_there_is_none(minisite: MiniSite) -> None:
    assert not (minisite.build() / "anger/.well-known").exists()


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 12, 2), ""),
        (date(2026, 12, 3), "gilt nur noch bis zum 01.02.2027"),
        (date(2027, 2, 1), "ist abgelaufen seit dem 01.02.2027"),
    ],
)
def test_the_check_reminds_of_it_and_is_no_worse_for_that(
    told: MiniSite, capsys: pytest.CaptureFixture[str], today: date, words: str
) -> None:
    assert check_and_report(told.settings(BUILD_DATE=str(today))) == 0
    said = capsys.readouterr().out
    assert ("ERINNERUNG" in said) is bool(words)
    assert words in said


def test_a_day_or_an_address_that_is_none_is_a_finding(told: MiniSite) -> None:
    told.replace("villages.yaml", "2027-02-01", "irgendwann").replace("villages.yaml", "technik@netz", "technik netz")
    assert [problem.field for problem in told.problems()] == ["security.contact", "security.expires"]
