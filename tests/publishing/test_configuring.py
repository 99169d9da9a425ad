"""`./site nginx` prints for a destination of villages.yaml, and nothing but that on standard output."""

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from plugins.publishing import configuring
from tests.publishing.publisher import Publisher

DESTINATIONS = """
publish:
  - {name: server, kind: ssh, host: server.example, path: /srv/netz}
  - {name: heim, kind: ssh, host: server.example, path: netz}
  - {name: netz, kind: static, path: hochladen}
"""


def asked(publisher: Publisher, named: str, plain: bool = False) -> tuple[int, str, str]:
    """Exit code, what is printed, what is said."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = configuring.nginx_command(publisher.order(), named, plain)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def with_destinations(publisher: Publisher) -> Publisher:
    file = publisher.site.root / "villages.yaml"
    file.write_text(file.read_text() + DESTINATIONS)
    return publisher


def test_a_folder_is_served_from_where_it_lies(publisher: Publisher) -> None:
    code, out, err = asked(publisher, "")
    assert (code, err) == (0, "")
    assert f'root "{publisher.www}/current/anger";' in out


def test_a_server_has_its_own_paths(with_destinations: Publisher) -> None:
    assert 'root "/srv/netz/current/main";' in asked(with_destinations, "server")[1]


def test_over_http_alone_nothing_needs_a_certificate(publisher: Publisher) -> None:
    assert "ssl_certificate" in asked(publisher, "")[1]
    assert "ssl_certificate" not in asked(publisher, "", plain=True)[1]


@pytest.mark.parametrize(
    ("named", "why"), [("heim", "where netz is"), ("netz", "server of its own"), ("nix", "no destination")]
)
def test_what_cannot_be_served_is_refused_and_prints_nothing(
    with_destinations: Publisher, named: str, why: str
) -> None:
    code, out, err = asked(with_destinations, named)
    assert (code, out) == (1, "")
    assert why in err


def test_findings_are_told_and_not_printed(publisher: Publisher) -> None:
    publisher.site.file("villages.yaml", "main: [")
    code, out, err = asked(publisher, "")
    assert (code, out) == (1, "")
    assert "villages.yaml:" in err


def test_a_folder_whose_name_would_be_read_as_a_variable_is_refused(publisher: Publisher) -> None:
    usual, _ = configuring.destination_of(configuring.job_of(publisher.order().read()), "")
    with pytest.raises(configuring.Refused, match="no web server"):
        configuring.served_from(usual.destinations[0], Path("/srv/$host"))


def test_caddy_is_told_the_same(publisher: Publisher) -> None:
    with redirect_stdout(StringIO()) as out:
        assert configuring.caddy_command(publisher.order(), "", False) == 0
    assert f'root * "{publisher.www}/current/anger"' in out.getvalue()
