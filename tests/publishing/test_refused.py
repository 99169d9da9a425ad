"""What must not go live does not: one line says why, and everything stays as it was."""

import pytest

from plugins.publishing import gates
from plugins.publishing.commits import commit_of


def test_what_is_not_committed_is_refused_and_can_be_forced(publisher):
    publisher.site.record("anger/seiten/fassung", body="Fassung drei\n")
    publisher.site.record("anger/seiten/neu")
    line = publisher.refused()
    assert (
        "2 files are not as they were committed (content/anger/seiten/fassung.md, content/anger/seiten/neu.md)" in line
    )
    assert publisher.publish(force=True) == 0
    assert publisher.said.startswith("FORCED: 2 files are not as they were committed")
    assert publisher.page() == "Fassung drei"
    assert "+2 " in publisher.listed()


def test_an_older_commit_does_not_replace_a_newer_one_unless_forced(publisher):
    publisher.edit("Fassung eins")
    publisher.edit("Fassung zwei")
    publisher.publish()
    publisher.git.git("checkout", "--quiet", "HEAD~")
    assert "does not come after it" in publisher.refused()
    assert publisher.page() == "Fassung zwei"
    assert publisher.publish(force=True) == 0
    assert "FORCED" in publisher.said
    assert publisher.page() == "Fassung eins"


def test_a_commit_beside_the_live_one_does_not_replace_it(publisher):
    publisher.git.git("checkout", "--quiet", "-b", "anders")
    publisher.edit("Fassung anders")
    publisher.publish()
    publisher.git.git("checkout", "--quiet", "main")
    publisher.edit("Fassung main")
    assert "does not come after it" in publisher.refused()


def test_a_commit_of_which_the_history_is_not_there_is_refused(publisher, tmp_path):
    publisher.publish()
    publisher.edit("Fassung zwei")
    shallow = tmp_path / "shallow"
    publisher.git.git("clone", "--quiet", "--depth=1", publisher.git.url, str(shallow))
    (publisher.www).rename(shallow / "www")
    publisher.site.root = shallow
    assert "the whole history" in publisher.refused()


def test_a_folder_without_git_does_not_replace_a_commit(publisher):
    publisher.publish()
    publisher.git.git("init", "--quiet", f"--separate-git-dir={publisher.site.root.parent / 'git'}")
    (publisher.site.root / ".git").unlink()
    assert "no git to tell" in publisher.refused()


def test_content_with_findings_is_not_published(publisher):
    publisher.publish()
    publisher.site.record("bachtal/seiten/kaputt", "nav: vorn")
    publisher.commit()
    assert "the build has not succeeded" in publisher.refused()
    assert "kaputt.md:3: nav" in publisher.said


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('href="/"', 'href="/weg/"', "anger/dorf/index.html:"),
        ('href="#inhalt"', 'href="#weg"', "„weg“"),
        ('src="{{ site.sign }}"', 'src="/bilder/weg.svg"', "src: gefunden „/bilder/weg.svg“"),
    ],
)
def test_a_template_that_leads_nowhere_is_found_on_every_page(publisher, old, new, finding):
    publisher.publish()
    template = publisher.own_theme() / "templates/base.html"
    text = template.read_text()
    assert old in text
    template.write_text(text.replace(old, new))
    line = publisher.refused()
    assert finding in publisher.said
    assert line.endswith("Funde. Es wurde nichts geschrieben.")


def test_many_pages_that_are_gone_must_be_confirmed(publisher):
    for number in range(20):
        publisher.site.record(f"bachtal/seiten/seite-{number}")
    publisher.commit()
    publisher.publish()
    for number in range(20):
        (publisher.site.root / f"content/bachtal/seiten/seite-{number}.md").unlink()
    publisher.commit()
    assert "bachtal had" in publisher.refused()
    assert publisher.publish(fewer=True) == 0
    assert "CONFIRMED" in publisher.said


def test_files_that_change_during_the_build_are_not_published_under_the_commit_before(publisher, monkeypatch):
    publisher.publish()
    publisher.edit("Fassung zwei")
    asked = []

    def changing(project, places):
        asked.append(project)
        if len(asked) == 2:
            publisher.edit("Fassung drei")
        return commit_of(project, places)

    monkeypatch.setattr(gates, "commit_of", changing)
    assert "during the build" in publisher.refused()


def test_a_destination_that_does_not_exist_is_named(publisher):
    publisher.destination = "mond"
    assert publisher.publish() == 1
    assert "mond is no destination; there are www." in publisher.said
