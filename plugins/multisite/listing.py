"""Which sites there are, from `villages.yaml` alone: for people, for CI, and for who builds only some of them."""

import re
from pathlib import Path

from plugins.multisite.shards import share
from plugins.network.problems import Findings
from plugins.network.reading import read_plan


def sites_of(root: Path) -> tuple[str, ...]:
    """The sites of the project in `root`, the main site first; raises Findings where villages.yaml has problems."""
    plan, problems = read_plan(root)
    if plan is None or problems:
        raise Findings(problems)
    return tuple(site.slug for site in plan.sites)


def sites_of_shard(root: Path, shard: str) -> tuple[str, ...]:
    """The sites of a shard like `3/8`, the third of eight; none where there are fewer sites than shards.

    Raises ValueError for what is no such shard, and Findings.
    """
    match = re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", shard)
    if not match or int(match[1]) > int(match[2]):
        raise ValueError(shard)
    return share(sites_of(root), int(match[1]), int(match[2]))
