"""One trial: a project that is about to change, a fault that meets the build, and what must be true afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from torture.editions import Edition
from torture.project import Broken, Judge, Project, Tree, difference


@dataclass
class Pace:
    """How long builds take, in seconds; a blow that comes too late makes the next one come earlier."""

    cold: float
    """One that finds nothing."""
    warm: float
    """One after an edit."""

    def learn(self, cold: bool, too_late: bool) -> None:
        """So that about one blow in ten finds that the build is done."""
        factor = 0.92 if too_late else 1.01
        if cold:
            self.cold *= factor
        else:
            self.warm *= factor


@dataclass
class Trial:
    """What a fault is given."""

    project: Project
    judge: Judge
    editions: Sequence[Edition]
    chance: Random
    number: int
    """From 0; for faults that have several forms and take them in turn."""
    pace: Pace
    before: Tree = field(default_factory=dict)
    """The output before the fault."""
    publishing: Pace = field(default_factory=lambda: Pace(0, 0))
    """How long it takes to publish after an edit."""

    def begin(self, cold: bool = False, goals: Sequence[Edition] = ()) -> None:
        """Change the sources to another edition, one of the goals if there are any; `cold`: nothing is left of earlier builds."""
        if cold:
            self.project.forget()
        self.before = self.project.tree()
        self.edit(goals)

    def edit(self, goals: Sequence[Edition] = ()) -> None:
        """Change the sources, without a look at the output."""
        self.project.lay(self.chance.choice([goal for goal in goals or self.editions if goal != self.project.edition]))

    def state(self) -> str:
        """Which output is live: the old one, the new one or none; raises Broken for anything else."""
        tree = self.project.tree()
        if tree == self.before:
            return "old output" if tree else "no output"
        if tree == (after := self.judge.clean(self.project.edition, self.project.day)):
            return "new output"
        raise Broken(f"neither old ({difference(tree, self.before)}) nor new ({difference(tree, after)})")

    def must_be_old(self) -> None:
        """A build that failed has left the output as it was; raises Broken otherwise."""
        if self.project.tree() != self.before:
            raise Broken(f"the output of a build that failed: {difference(self.project.tree(), self.before)}")

    def heal(self, **environment: str) -> None:
        """The next build succeeds, without anybody's help, and makes what a clean one makes; raises Broken otherwise."""
        self.project.build(**environment).must_be(0)
        self.judge.must_be_clean(self.project)


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong."""

    name: str
    strike: Callable[[Trial], str]
    """Does it, checks what must be true, and says in a word or two what was seen; raises Broken."""
    share: float
    """How many trials, in relation to those of the first."""

    def trials(self, most: int) -> int:
        """How many trials it gets where the first one gets `most`."""
        return max(min(most, 2), round(most * self.share))
