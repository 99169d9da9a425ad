"""Every engine has to produce the same files, and what does not is found out."""

import pytest

from benchmarks.contestants import CASES, Ours, Pelican
from benchmarks.corpus import make
from benchmarks.outputs import NotTheSame, compare, expected, must_say, produced
from benchmarks.run import one_round

CORPUS = make(2, 20)


@pytest.mark.parametrize("engine", [Ours(), Pelican()], ids=lambda engine: engine.name)
def test_an_engine_writes_the_files_all_others_write_in_every_case(engine, tmp_path):
    assert len(list(one_round(engine, CORPUS, 1, tmp_path, memory=False))) == len(engine.cases)
    last = CORPUS if engine.cases == CASES[:2] else CORPUS.with_village()
    assert produced(tmp_path / "output").keys() == expected(last), "a new page or file? then the peers need one too"


def test_a_file_that_is_missing_is_found():
    with pytest.raises(NotTheSame, match=r"1 files are missing.*main/index\.html"):
        compare(expected(CORPUS) - {"main/index.html"}, expected(CORPUS))


def test_a_few_files_more_are_tolerated_many_are_not():
    wanted = {f"main/{number}" for number in range(200)}
    compare(wanted | {"a", "b"}, wanted)
    with pytest.raises(NotTheSame, match="3 files nobody else makes"):
        compare(wanted | {"a", "b", "c"}, wanted)


def test_a_page_that_is_still_as_before_is_found(tmp_path):
    (tmp_path / "main").mkdir()
    for name in ("one.html", "two.html"):
        (tmp_path / "main" / name).write_text("Fassung 2" if name == "one.html" else "Fassung 1", encoding="utf-8")
    must_say(tmp_path, [("main/one.html", "Fassung 2")])
    with pytest.raises(NotTheSame, match=r"two\.html"):
        must_say(tmp_path, [("**/*.html", "Fassung 2")])


def test_a_page_that_is_not_there_says_nothing(tmp_path):
    with pytest.raises(NotTheSame, match="nowhere"):
        must_say(tmp_path, [("main/nowhere.html", "Fassung 2")])


def test_theme_files_are_known_without_their_hash_and_nothing_beside_the_sites_counts(tmp_path):
    (tmp_path / "main/theme/css").mkdir(parents=True)
    (tmp_path / "main/theme/css/main.1a2b3c4d.css").write_bytes(b"1234")
    (tmp_path / ".manifest.json").write_bytes(b"{}")
    assert produced(tmp_path) == {"main/theme/css/main.css": 4}
