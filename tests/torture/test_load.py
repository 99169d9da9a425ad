"""What the load measures: what readers ask for, what wrk counts, and that it sees errors and slowness."""

from pathlib import Path

import pytest

from plugins.publishing.hosts import hosts_of
from tests.publishing.released import real_sites
from torture.load import Machine, Measured, local, measured, stand_the_load, visits
from torture.project import Broken
from torture.webserver import Nginx

SITES = local(real_sites())
LINE = '{"requests":120000,"microseconds":60000000,"p50":900,"p99":4000,"longest":90000,"refused":0,"broken":0}'


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A start page and a style sheet of each site, compressed and not."""
    for site in SITES:
        folder = tmp_path / "projekt/www/releases/eins" / site.slug
        (folder / "theme").mkdir(parents=True)
        for name in ("index.html", "theme/a.css"):
            (folder / name).write_text(site.slug)
            (folder / f"{name}.br").write_text("br")
    (tmp_path / "projekt/www/current").symlink_to("releases/eins")
    return Machine(tmp_path)


def test_readers_ask_for_every_file_and_for_none_that_lies_beside(machine: Machine) -> None:
    asked = visits(machine.www, SITES)
    assert asked[:2] == ["localhost /", "localhost /theme/a.css"]
    assert len(asked) == 2 * len(SITES)


@pytest.mark.parametrize("gone", ["", "weslarn/index.html"])
def test_wrk_counts_what_a_real_nginx_answers(machine: Machine, gone: str) -> None:
    with Nginx.of(machine.folder / "nginx", hosts_of(SITES), machine.www) as nginx:
        wanted = visits(machine.www, SITES)
        if gone:
            (machine.www / "current" / gone).unlink()
        load = stand_the_load(machine, nginx, wanted, 1, 0)
    assert load.requests > 0
    assert bool(load.errors) is bool(gone)


def test_it_says_what_is_not_reached() -> None:
    good = measured(f"Running 60s test\n{LINE}\n", 20, 2)
    assert good == Measured(120_000, 60.0, 0.0009, 0.004, 0.09, 0, 20, 2)
    assert good.missed == []
    assert str(good).startswith("2000 requests/s for 60 s, p50 0.9 ms, p99 4.0 ms")
    slow = LINE.replace("120000", "119999").replace('"p99":4000', '"p99":50000').replace('"broken":0', '"broken":1')
    assert [words.split()[0] for words in measured(slow, 20, 2).missed] == ["2000", "p99", "1"]


def test_what_wrk_does_not_say_is_not_believed() -> None:
    with pytest.raises(Broken, match="unable to connect"):
        measured("unable to connect to localhost:1 Connection refused", 0, 0)
