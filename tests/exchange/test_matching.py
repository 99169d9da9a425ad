"""Who is brought together with whom, and who is not."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.exchange.entries import reduced
from plugins.exchange.matching import MOST, find_matches
from plugins.exchange.reasons import trade
from plugins.exchange.records import Match, Matches
from plugins.exchange.terms import terms
from plugins.network.records import Notice, Project
from plugins.network.references import Reference
from tests.exchange.measuring import DAY, line, notice, plan, project

SEEKS = [line("technik", "Ein Beamer für den Filmabend")]
OFFERS = [line("technik", "Beamer zum Ausleihen")]


def matches(*records: Project | Notice, today: date = DAY) -> Matches:
    projects = [record for record in records if isinstance(record, Project)]
    return find_matches(projects, [record for record in records if isinstance(record, Notice)], plan(), today)


def only(found: Matches) -> Match:
    """The match of the first project, which has one."""
    (match,) = next(iter(found.values()))
    return match


# What is sought and offered


def test_both_projects_have_the_match_and_say_who_seeks_what():
    one, other = project("weslarn", seeks=SEEKS), project("ampen", offers=OFFERS)
    found = matches(one, other)
    assert {name: match.other for name, (match,) in found.items()} == {one.id: other.id, other.id: one.id}
    (reason,) = only(found).reasons
    assert all(match.reasons == (reason,) for (match,) in found.values())
    assert (reason.seeker, reason.sought, reason.offered) == (one.id, SEEKS[0]["what"], OFFERS[0]["what"])
    assert reason.why == "Gleiche Kategorie „Technik & Digitales“; „Beamer“ in beiden Texten."


def test_a_kind_of_thing_is_a_reason_in_the_words_of_both():
    dishes = project("weslarn", seeks=[line("geraete", "Geschirr für 200")])
    found = matches(dishes, project("ampen", offers=[line("geraete", "240 Becher und 150 Teller")]))
    assert only(found).reasons[0].why == "Gleiche Kategorie „Geräte & Werkzeug“; „Geschirr“ passt zu „Teller“."
    assert matches(dishes, project("ampen", offers=[line("helfer", "Becher und Teller")])) == {}


def test_quotation_marks_within_others_are_single_ones():
    assert trade("Was „alle“ brauchen", terms("Beamer"), terms("Beamer")).startswith(
        "Gleiche Kategorie „Was ‚alle‘ brauchen“;"
    )


def test_nothing_is_arranged_within_a_village():
    assert matches(project("weslarn", "a", seeks=SEEKS), project("weslarn", "b", offers=OFFERS)) == {}
    assert matches(project("weslarn", seeks=SEEKS), notice("weslarn", "biete", "Beamer")) == {}


def test_who_seeks_the_same_is_not_brought_together():
    assert matches(project("weslarn", seeks=SEEKS), project("ampen", seeks=SEEKS)) == {}


def test_a_line_matches_until_its_last_day():
    one, last = project("weslarn", seeks=[{**SEEKS[0], "until": str(DAY)}]), project("ampen", offers=OFFERS)
    assert matches(one, last)
    assert matches(one, last, today=DAY + timedelta(days=1)) == {}
    offer = project("ampen", offers=[{**OFFERS[0], "until": str(DAY)}])
    assert matches(project("weslarn", seeks=SEEKS), offer, today=DAY + timedelta(days=1)) == {}


def test_finished_projects_and_drafts_match_nothing():
    for values in ({"stage": "abgeschlossen"}, {"status": "draft"}):
        assert matches(project("weslarn", seeks=SEEKS, **values), project("ampen", offers=OFFERS)) == {}
    assert matches(project("weslarn", seeks=SEEKS, stage="ruht"), project("ampen", offers=OFFERS))


def test_a_line_has_at_most_so_many_suggestions_the_nearest_of_equal_ones():
    seeking = [project("weslarn", f"p-{n}", seeks=SEEKS) for n in range(MOST + 2)]
    found = matches(project("ampen", offers=OFFERS), project("meckingsen", offers=OFFERS), *seeking)
    assert len(found[Reference("projekte", "ampen", "projekt")]) == MOST
    assert len(found[Reference("projekte", "meckingsen", "projekt")]) == MOST
    few = matches(project("ampen", offers=OFFERS), *[project("meckingsen", f"p-{n}", offers=OFFERS) for n in range(3)])
    assert few == {}
    near = [project("meckingsen", f"p-{n}", offers=OFFERS) for n in range(MOST)]
    chosen = matches(project("weslarn", seeks=SEEKS), project("ampen", offers=OFFERS), *near)
    sites = {match.other.site for match in chosen[Reference("projekte", "weslarn", "projekt")]}
    assert sites == {"meckingsen"}, "Ampen is farther away"


# Notices


def test_a_notice_stands_for_what_its_type_says():
    seeking, offering = project("weslarn", seeks=SEEKS), project("weslarn", offers=OFFERS)
    for kind in ("biete", "verschenke"):
        assert matches(seeking, notice("ampen", kind, "Beamer"))
        assert matches(offering, notice("ampen", kind, "Beamer")) == {}
    for kind in ("suche", "hilfe"):
        found = matches(offering, notice("ampen", kind, "Beamer"))
        assert only(found).reasons[0].seeker == Reference("pinnwand", "ampen", "zettel")
        assert matches(seeking, notice("ampen", kind, "Beamer")) == {}


def test_notices_match_projects_only_and_while_they_hang():
    assert matches(notice("weslarn", "suche", "Beamer"), notice("ampen", "biete", "Beamer")) == {}
    hanging = notice("ampen", "biete", "Beamer", valid_until=str(DAY))
    assert matches(project("weslarn", seeks=SEEKS), hanging)
    assert matches(project("weslarn", seeks=SEEKS), hanging, today=DAY + timedelta(days=1)) == {}


def test_who_says_it_as_a_project_and_as_a_notice_is_suggested_once():
    seeking = project("weslarn", seeks=SEEKS, contact="film@weslarn.example")
    hanging = notice("weslarn", "suche", "Beamer für vier Freitage", contact="Anruf oder Film@weslarn.example")
    offering = project("ampen", offers=OFFERS)
    assert {match.other for match in matches(seeking, hanging, offering)[offering.id]} == {seeking.id}
    others = hanging.model_copy(update={"contact": "chor@weslarn.example"})
    assert len(matches(seeking, others, offering)[offering.id]) == 2
    assert {match.other for match in matches(hanging, offering)[offering.id]} == {hanging.id}


def test_a_rejected_project_takes_its_notice_along():
    seeking = project("weslarn", seeks=SEEKS, contact="film@weslarn.example", not_related=["ampen/projekt"])
    hanging = notice("weslarn", "suche", "Beamer für vier Freitage", contact="film@weslarn.example")
    assert matches(seeking, hanging, project("ampen", offers=OFFERS)) == {}


def test_who_offers_a_seat_need_not_say_what_it_is():
    seeks = [line("helfer", "Mitfahrgelegenheit nach Werl")]
    assert matches(project("weslarn", seeks=seeks), notice("ampen", "mitfahren", "Montags nach Werl"))


# Projects


def test_projects_resemble_each_other_by_theme_and_words():
    titled = {"title": "Bäume pflanzen", "themes": ["natur"]}
    other = project("ampen", title="Baumpflanzung am Feldweg", themes=["natur", "gemeinschaft"])
    found = matches(project("weslarn", **titled), other)
    assert only(found).reasons[0].why == "Gleiches Thema: Natur; „Baumpflanzung“ passt zu „Bäume“ und „pflanzen“."
    assert matches(project("weslarn", **titled), project("ampen", title="Baumpflanzung", themes=["mobilitaet"])) == {}
    assert matches(project("weslarn", **titled), project("ampen", title="Ein Konzert", themes=["natur"])) == {}


def test_tags_count_like_the_title():
    one = {"title": "Unser Verein", "themes": ["natur"], "tags": ["Streuobst"]}
    assert matches(project("weslarn", **one), project("ampen", title="Streuobst", themes=["natur"]))


# What coaches say


def test_related_confirms_and_comes_first():
    one = project("weslarn", seeks=SEEKS, related=["ampen/projekt"])
    better = project("meckingsen", offers=[line("technik", "Ein Beamer für den Filmabend")])
    found = matches(one, project("ampen", offers=OFFERS), better)
    assert [(match.other.site, match.confirmed) for match in found[one.id]] == [("ampen", True), ("meckingsen", False)]
    assert found[Reference("projekte", "ampen", "projekt")][0].confirmed


def test_related_brings_together_what_no_text_would():
    found = matches(project("weslarn", related=["ampen/projekt"]), project("ampen"))
    assert only(found).reasons[0].why == "Verbunden von der Redaktion in Weslarn."
    both = matches(project("weslarn", related=["ampen/projekt"]), project("ampen", related=["weslarn/projekt"]))
    assert only(both).reasons[0].why == "Verbunden von den Redaktionen in Ampen und Weslarn."
    assert matches(project("weslarn", related=["weslarn/b"]), project("weslarn", "b")) == {}
    assert matches(project("weslarn", related=["ampen/projekt"]), project("ampen", stage="abgeschlossen")) == {}


def test_not_related_takes_it_away_on_both_sides_whoever_says_so():
    for one, other in (({"not_related": ["ampen/projekt"]}, {}), ({}, {"not_related": ["weslarn/projekt"]})):
        records = project("weslarn", seeks=SEEKS, **one), project("ampen", offers=OFFERS, **other)
        assert matches(*records) == {}
    confirmed = project("weslarn", seeks=SEEKS, related=["ampen/projekt"])
    assert matches(confirmed, project("ampen", offers=OFFERS, not_related=["weslarn/projekt"])) == {}


def test_what_was_rejected_makes_room_for_others():
    offering = [project("ampen", f"p-{n}", offers=OFFERS) for n in range(MOST + 1)]
    one = project("weslarn", seeks=SEEKS, not_related=[str(offering[0].id)])
    assert {match.other for match in matches(one, *offering)[one.id]} == {other.id for other in offering[1:]}


# Whatever there is

SITES = ("weslarn", "meckingsen", "ampen")
WHATS = (
    "Ein Beamer",
    "Beamer mit Leinwand",
    "Zelt für das Fest",
    "Festzelt",
    "Bäume pflanzen",
    "Baumschnitt",
    "Saftpresse",
)
lines = st.lists(st.builds(line, st.sampled_from(("technik", "garten")), st.sampled_from(WHATS)), max_size=2)
names = st.lists(st.sampled_from([f"{site}/p-{n}" for site in SITES for n in range(3)]), max_size=2)


@st.composite
def networks(draw: st.DrawFn) -> list[Project | Notice]:
    """Some projects and notices of three villages."""
    records: list[Project | Notice] = []
    for site in SITES:
        for n in range(draw(st.integers(0, 3))):
            values: dict[str, Any] = {
                "seeks": draw(lines),
                "offers": draw(lines),
                "title": draw(st.sampled_from(WHATS)),
            }
            values |= {"themes": draw(st.lists(st.sampled_from(("natur", "mobilitaet")), max_size=1))}
            values |= {key: list(dict.fromkeys(draw(names))) for key in ("related", "not_related")}
            records.append(project(site, f"p-{n}", **values))
        kind = st.sampled_from(("suche", "biete"))
        records += [
            notice(site, draw(kind), draw(st.sampled_from(WHATS)), slug=f"z-{n}")
            for n in range(draw(st.integers(0, 1)))
        ]
    return records


def pairs(found: Matches) -> set[tuple[Reference, Reference]]:
    return {(name, match.other) for name, matches_of in found.items() for match in matches_of}


@given(networks())
@settings(max_examples=60)
def test_what_always_holds(records):
    found = matches(*records)
    rejected = {(p.id, other) for p in records if isinstance(p, Project) for other in p.not_related}
    for one, other in pairs(found):
        assert one.site != other.site
        assert not {(one, other), (other, one)} & rejected
        assert other.kind != "projekte" or (other, one) in pairs(found)
    for name, matches_of in found.items():
        for match in matches_of:
            assert match.reasons and all(reason.why.endswith(".") for reason in match.reasons)
            if match.other.kind == "projekte":
                (back,) = (its for its in found[match.other] if its.other == name)
                assert (back.reasons, back.confirmed, back.points) == (match.reasons, match.confirmed, match.points)
        assert [match.confirmed for match in matches_of] == sorted((m.confirmed for m in matches_of), reverse=True)


@given(networks(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_records_changes_nothing(records, chance):
    found = matches(*records)
    chance.shuffle(records)
    assert matches(*records) == found


@given(networks())
@settings(max_examples=40)
def test_a_project_that_has_nothing_to_do_with_the_others_changes_nothing(records):
    alien = project("weslarn", "fremd", title="Orgelkonzert", offers=[line("wissen", "Kirchenmusik")], themes=["natur"])
    found = matches(*records, alien)
    assert found == matches(*records)


# What matches are made of


def test_only_what_matches_are_made_of_is_looked_at():
    one = project("weslarn", seeks=SEEKS)
    for values in ({"lead": "Filmgruppe"}, {"steps": [{"title": "Anfangen", "state": "offen"}]}, {"source": "Wir"}):
        assert reduced(project("weslarn", seeks=SEEKS, **values)) == reduced(one)
    changing = {"stage": "ruht"}, {"title": "Anders"}, {"tags": ["neu"]}, {"not_related": ["ampen/projekt"]}
    for values in (*changing, {"contact": "a@b.example"}):
        assert reduced(project("weslarn", seeks=SEEKS, **values)) != reduced(one)
    assert reduced(notice("ampen", "biete", "Zelt", date="2026-11-20")) == reduced(notice("ampen", "biete", "Zelt"))
    assert reduced(notice("ampen", "biete", "Zelt")) != reduced(notice("ampen", "suche", "Zelt"))


@given(networks())
@settings(max_examples=20)
def test_nothing_else_changes_a_match(records):
    assert matches(*map(reduced, records)) == matches(*records)
