"""The corpus is the same for everyone, and our reader has nothing to say against it."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.corpus import make, sources, write
from benchmarks.peers import hugo_files, pelican_files
from plugins.network.checking import check
from plugins.network.markup import converter
from plugins.network.reading import read_all

ROOT = Path(__file__).resolve().parents[2]
DIGEST = """
from hashlib import sha256
from benchmarks.corpus import make, sources
print(sha256(repr(sorted(sources(make(3, 60)).items())).encode()).hexdigest())
"""


def digest(seed):
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
    words = [sys.executable, "-c", DIGEST]
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def test_the_corpus_is_the_same_whatever_the_hash_seed_and_time_zone():
    assert digest("1") == digest("2")


def test_our_reader_accepts_everything(tmp_path):
    write(sources(make(3, 120)), tmp_path)
    settings = {"extensions": ["plugins.network.markup:VillageMarkup"], "output_format": "html"}
    network, problems = check(read_all(tmp_path, converter(settings)))
    assert problems == []
    assert Counter(record.id.site == "main" for record in network.records) == {False: 120, True: 8}


def test_documents_are_counted_in_all_or_for_each_village():
    def sizes(corpus):
        return sorted(Counter(document.site for document in corpus.documents if document.site != "main").values())

    assert sizes(make(3, 100)) == [33, 33, 34]
    assert sizes(make(11, 10)) == [10] * 11


def test_a_village_too_small_for_every_kind_of_document_is_refused():
    with pytest.raises(ValueError, match="at least 9"):
        make(3, 20)


def test_texts_are_about_two_kilobytes():
    bodies = [len(document.body.encode()) for document in make(3, 300).documents]
    assert 1_800 < sum(bodies) / len(bodies) < 2_300


def test_a_further_village_changes_no_other_source_than_villages_yaml():
    corpus = make(2, 40)
    before, after = sources(corpus), sources(corpus.with_village())
    assert [path for path in before if before[path] != after[path]] == ["villages.yaml"]
    assert sum(path.endswith(".md") for path in after.keys() - before.keys()) == 20


@pytest.mark.parametrize("files", [hugo_files, pelican_files])
def test_peers_get_every_document_with_its_own_text(files):
    corpus = make(2, 40)
    texts = "".join(files(corpus).values())
    for document in corpus.documents:
        assert document.head["title"] in texts
        assert document.body.rpartition("\n\n")[2] in texts


def test_no_link_of_ours_is_left_in_the_peers_sources():
    corpus = make(3, 300)
    assert "{filename}" not in "".join(hugo_files(corpus).values())
    pelican = pelican_files(corpus)
    assert any("{filename}/" in text for text in pelican.values())
    assert not any(f"{{filename}}/{village.slug}/" in "".join(pelican.values()) for village in corpus.villages)
