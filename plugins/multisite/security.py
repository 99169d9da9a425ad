"""Whom to tell of a weakness: each site's `security.txt`, and who is reminded before it is no longer true."""

from datetime import date, timedelta

from plugins.network.study import Plan, Security

PLACE = ".well-known/security.txt"
_BEFOREHAND = timedelta(days=60)


def security_text(security: Security, address: str) -> str:
    """The file for the site at an address (RFC 9116)."""
    return (
        f"Contact: mailto:{security.contact}\n"
        f"Expires: {security.expires}T00:00:00Z\n"
        "Preferred-Languages: de, en\n"
        f"Canonical: {address}/{PLACE}\n"
    )


def reminders(plan: Plan, today: date) -> list[str]:
    """What has expired or soon will, in German. No finding: a build must not fail because a day has passed."""
    if not plan.security or plan.security.expires - today > _BEFOREHAND:
        return []
    until = plan.security.expires
    words = "ist abgelaufen seit dem" if until <= today else "gilt nur noch bis zum"
    fix = "Prüfe die Adresse und trag einen neuen Tag ein, höchstens ein Jahr voraus."
    return [f"ERINNERUNG: villages.yaml: security.expires: security.txt {words} {until:%d.%m.%Y}. {fix}"]
