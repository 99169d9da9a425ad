"""The grade that MDN's HTTP Observatory gives to a site, computed from what its server answers.

After its source, github.com/mdn/mdn-http-observatory (MPL-2.0), as of 2026: `src/grader/charts.js` (modifiers, grades),
`src/scan.js` (bonus points count from 90 on), `src/analyzer/tests/*.js` (what is looked at). Left out is what cannot happen
here: the list of preloaded hosts, `<meta http-equiv>`, several policies in one answer.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_BONUS_FROM = 90
_GRADES = {95: "A", 90: "A", 85: "A-", 80: "B+", 75: "B", 70: "B", 65: "B-", 60: "C+", 55: "C", 50: "C", 45: "C-"}
_LESS = {40: "D+", 35: "D", 30: "D", 25: "D-"}
_SIX_MONTHS = 15_552_000
_BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
_INLINE = {"'unsafe-inline'", "data:"}
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@dataclass(frozen=True)
class Site:
    """What the Observatory has asked for, at one host."""

    host: str
    http: tuple[int, str]
    """Status and `Location` of the answer over HTTP."""
    headers: Mapping[str, str]
    """Those over HTTPS, their names in small letters."""
    page: str


def grade(site: Site) -> tuple[str, int, dict[str, int]]:
    """Grade, score, and what each test adds or takes away."""
    modifiers = {name: test(site) for name, test in _TESTS.items()}
    base = 100 + sum(each for each in modifiers.values() if each < 0)
    bonus = sum(each for each in modifiers.values() if each > 0)
    score = max(base + bonus if base >= _BONUS_FROM else base, 0)
    return _letter(score), score, modifiers


def _letter(score: int) -> str:
    return "A+" if score >= 100 else {**_GRADES, **_LESS}.get(score - score % 5, "F")


def policy_of(text: str) -> dict[str, set[str]]:
    """The directives of a policy; raises ValueError where one stands there twice."""
    found: dict[str, set[str]] = {}
    for name, *sources in (part.split() for part in text.lower().split(";") if part.strip()):
        if name in found:
            raise ValueError(name)
        found[name] = set(sources) or {"'none'"}
    return found


def _csp(site: Site) -> int:
    try:
        policy = policy_of(site.headers.get("content-security-policy", ""))
    except ValueError:
        return -25
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    script, style, objects = (policy.get(name, default) for name in ("script-src", "style-src", "object-src"))
    passive = {
        source for name in ("img-src", "media-src") for source in policy.get(name, policy.get("default-src", ()))
    }
    active = {each for name, some in policy.items() if name not in ("img-src", "media-src") for each in some} | script
    rules = (
        (script & (_BROAD | _INLINE) or objects & _BROAD, -20),
        (any(source.startswith(("http:", "ftp:")) for source in active), -20),
        ("'unsafe-eval'" in script | style, -10),
        (any(source.startswith(("http:", "ftp:")) for source in passive), -10),
        (style & (_BROAD | _INLINE), 0),
        (policy.get("default-src") == {"'none'"}, 10),
    )
    return next((modifier for applies, modifier in rules if applies), 5)


def _cookies(site: Site) -> int:
    """A site of ours sets none; whatever sets one loses the A+."""
    return -20 if "set-cookie" in site.headers else 0


def _sharing(site: Site) -> int:
    return -50 if site.headers.get("access-control-allow-credentials") == "true" else 0


def _redirection(site: Site) -> int:
    status, location = site.http
    if not 300 <= status < 400:
        return -20
    if not location.startswith("https://"):
        return -10
    return 0 if re.fullmatch(rf"https://{re.escape(site.host)}(/.*)?", location) else -5


def _referrer(site: Site) -> int:
    sent = site.headers.get("referrer-policy")
    return 0 if sent is None else 5 if sent.lower().split(",")[-1].strip() in _PRIVATE else -5


def _transport(site: Site) -> int:
    sent = site.headers.get("strict-transport-security", "")
    age = re.search(r"(?:^|;)\s*max-age=(\d+)", sent)
    return -20 if not age or "," in sent else 0 if int(age[1]) >= _SIX_MONTHS else -10


def _integrity(site: Site) -> int:
    """Scripts of the same host need none; one that another host sends costs points."""
    scripts = re.findall(r"<script[^>]*\ssrc=\"([^\"]+)\"([^>]*)>", site.page)
    foreign = [(source, rest) for source, rest in scripts if re.match(r"//|https?://", source)]
    if any(source.startswith(("//", "http://")) for source, _ in foreign):
        return -50
    return -5 if any("integrity=" not in rest for _, rest in foreign) else 0


def _sniffing(site: Site) -> int:
    return 0 if site.headers.get("x-content-type-options", "").strip().lower() == "nosniff" else -5


def _frames(site: Site) -> int:
    if "frame-ancestors" in site.headers.get("content-security-policy", ""):
        return 5
    return 0 if site.headers.get("x-frame-options", "").strip().lower() in ("deny", "sameorigin") else -20


def _resource_policy(site: Site) -> int:
    sent = site.headers.get("cross-origin-resource-policy")
    return {None: 0, "same-origin": 10, "same-site": 10, "cross-origin": 0}.get(sent and sent.lower(), -5)


_TESTS: dict[str, Callable[[Site], int]] = {
    "content-security-policy": _csp,
    "cookies": _cookies,
    "cross-origin-resource-sharing": _sharing,
    "redirection": _redirection,
    "referrer-policy": _referrer,
    "strict-transport-security": _transport,
    "subresource-integrity": _integrity,
    "x-content-type-options": _sniffing,
    "x-frame-options": _frames,
    "cross-origin-resource-policy": _resource_policy,
}
