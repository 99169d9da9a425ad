"""Finds matches: from projects, notices and the day of the build to who could help whom, and why."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from plugins.exchange.distances import kilometres
from plugins.exchange.entries import Line, names_of_places, offered, open_notices, open_projects, read, sought
from plugins.exchange.reasons import connected, likeness, trade
from plugins.exchange.records import Match, Matches, Reason
from plugins.exchange.scoring import ENOUGH, ENOUGH_ALIKE, Index, category_points
from plugins.exchange.terms import Terms
from plugins.network.frozen import frozen
from plugins.network.records import Notice, Project
from plugins.network.references import Reference
from plugins.network.study import Plan
from plugins.network.vocabulary import Theme

MOST = 3
"""How many suggestions there are for a line, and for a project as a whole: the best ones, of equal ones the nearest."""
Pair = frozenset[Reference]
"""Two projects, or a project and a notice."""


def find_matches(projects: Iterable[Project], notices: Iterable[Notice], plan: Plan, today: date) -> Matches:
    """All matches between villages. Drafts, finished projects and what has expired by `today` match nothing."""
    search = _Search(plan, open_projects(projects), open_notices(notices, today), today)
    confirmed, rejected = search.confirmed(), search.rejected()
    chosen: dict[Pair, list[_Suggestion]] = {pair: [] for pair in confirmed.keys() - rejected}
    for pair, suggestion in search.best(set(chosen), rejected):
        chosen.setdefault(pair, []).append(suggestion)
    found: dict[Reference, list[Match]] = defaultdict(list)
    for pair, suggestions in chosen.items():
        reasons = tuple(map(search.reason, suggestions)) or (Reason(connected(confirmed[pair])),)
        for mine, other in _both_ways(pair):
            found[mine].append(Match(other, pair in confirmed, -sum(less for less, *_ in suggestions), reasons))
    return {name: tuple(sorted(found[name], key=_rank)) for name in sorted(found)}


def _rank(match: Match) -> tuple[bool, int, Reference]:
    return not match.confirmed, -match.points, match.other


def _both_ways(pair: Pair) -> Iterator[tuple[Reference, Reference]]:
    """Each project of a pair, and the other one."""
    one, other = sorted(pair)
    yield from ((mine, its) for mine, its in ((one, other), (other, one)) if mine.kind == Project.folder)


_Suggestion = tuple[int, float, int, int]
"""A reason that might be given: points (negative, so that the best comes first), kilometres between the villages, and the
places of two entries: what is sought and what is offered, or two projects."""


@frozen
class _Search:
    """The projects and notices that can match."""

    plan: Plan
    projects: list[Project]
    notices: list[Notice]
    today: date

    def confirmed(self) -> dict[Pair, list[str]]:
        """Pairs of open projects that somebody connected, and the names of the villages that did."""
        names, found = (
            {village.slug: village.name for village in self.plan.villages},
            defaultdict[Pair, list[str]](list),
        )
        still = {project.id for project in self.projects}
        for project in self.projects:
            for other in dict.fromkeys(project.related):
                if other in still and other.site != project.id.site:
                    found[frozenset((project.id, other))].append(names[project.id.site])
        return found

    def rejected(self) -> set[Pair]:
        """Pairs that somebody said do not belong together."""
        return {frozenset((project.id, other)) for project in self.projects for other in project.not_related}

    def best(self, confirmed: set[Pair], rejected: set[Pair]) -> Iterator[tuple[Pair, _Suggestion]]:
        """The best suggestions, so that nobody gets more than can be looked at; a confirmed pair keeps all its reasons."""
        used = Counter[int]()
        for suggestion in sorted([*self._folded([*self._trades()]), *self._alike()]):
            _, _, one, other = suggestion
            room = max(used[one], used[other]) < MOST
            if (room or confirmed) and (pair := self._pair(suggestion)) not in rejected:
                if pair not in confirmed and room:
                    used.update((one, other))
                if pair in confirmed or room:
                    yield pair, suggestion

    def _folded(self, trades: list[_Suggestion]) -> Iterator[_Suggestion]:
        """Without notices that tell a line what a project with the same address tells it."""
        told = {key for one in trades for key, by in self._told(one) if by.kind == Project.folder}
        for one in trades:
            if not any(by.kind == Notice.folder and key in told for key, by in self._told(one)):
                yield one

    def _told(self, trade: _Suggestion) -> Iterator[tuple[tuple[int, str], Reference]]:
        """Which line is told something by which address, and whether a project or a notice does it: for either line."""
        *_, one, other = trade
        for line, its in ((one, self._entries[other]), (other, self._entries[one])):
            if isinstance(its, Line) and its.whose:
                yield (line, its.whose), its.by

    def _pair(self, suggestion: _Suggestion) -> Pair:
        return frozenset(_name(self._entries[place]) for place in suggestion[2:])

    def _trades(self) -> Iterator[_Suggestion]:
        """What one seeks and another offers; between two notices the Projektbörse does not arrange anything."""
        index, first = Index(), len(self._seeks)
        for offering in self._offers:
            index.add(self._terms[offering])
        for one, (by, _, category, *_) in enumerate(self._seeks):
            apart = self._kilometres[by.site]
            for number, words in index.fitting(self._terms[self._seeks[one]]):
                its, _, other_category, *_ = self._offers[number]
                points = words + category_points(category, other_category)
                if points >= ENOUGH and its.site in apart and Project.folder in (by.kind, its.kind):
                    yield -points, apart[its.site], one, first + number

    def _alike(self) -> Iterator[_Suggestion]:
        """Projects that resemble each other and share a theme."""
        index, first = Index(), len(self._entries) - len(self.projects)
        themes = [frozenset(project.themes) for project in self.projects]
        for place, project in enumerate(self.projects):
            apart = self._kilometres[project.id.site]
            for number, points in index.fitting(self._terms[project.id]):
                if points >= ENOUGH_ALIKE and not themes[place].isdisjoint(themes[number]):
                    site = self.projects[number].id.site
                    if site in apart:
                        yield -points, apart[site], first + number, first + place
            index.add(self._terms[project.id])

    def reason(self, suggestion: _Suggestion) -> Reason:
        """What a suggestion says to people."""
        one, other = (self._entries[place] for place in suggestion[2:])
        if isinstance(one, Line) and isinstance(other, Line):
            category = self._categories[one.category] if one.category and one.category == other.category else None
            return Reason(trade(category, self._terms[one], self._terms[other]), one.by, one.text, other.text)
        assert isinstance(one, Project) and isinstance(other, Project)
        themes = [theme.label for theme in Theme if theme in one.themes and theme in other.themes]
        return Reason(likeness(themes, self._terms[one.id], self._terms[other.id]))

    @cached_property
    def _seeks(self) -> list[Line]:
        return sought(self.projects, self.notices, self.today)

    @cached_property
    def _offers(self) -> list[Line]:
        return offered(self.projects, self.notices, self.today)

    @cached_property
    def _entries(self) -> list[Line | Project]:
        """All that can be part of a suggestion, in an order that does not depend on chance."""
        return [*self._seeks, *self._offers, *self.projects]

    @cached_property
    def _terms(self) -> Mapping[Line | Reference, Terms]:
        return read(self.projects, (*self._seeks, *self._offers), names_of_places(self.plan))

    @cached_property
    def _categories(self) -> dict[str, str]:
        return {category.slug: category.title for category in self.plan.study.categories}

    @cached_property
    def _kilometres(self) -> Mapping[str, Mapping[str, float]]:
        return kilometres(self.plan.villages)


def _name(entry: Line | Project) -> Reference:
    return entry.by if isinstance(entry, Line) else entry.id
