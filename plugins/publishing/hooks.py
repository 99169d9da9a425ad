"""The hooks of a bare repository: two scripts of a line that call this checkout, whatever is pushed."""

from pathlib import Path
from shlex import quote

from plugins.publishing.telling import Refused

HOOKS = ("pre-receive", "post-receive")
READERS_FIRST = ("nice", "-n", "10")
"""Before a command: what publishes waits where the web server has something to do."""
_MARK = "# Written by `./site hooks install`."


def script(hook: str, site: Path) -> str:
    """What git runs. `site`: the command of the checkout that checks and publishes."""
    return f"""\
#!/bin/sh
{_MARK} It runs the code that is installed there, never what is pushed.
exec {" ".join(READERS_FIRST)} {quote(str(site))} hooks {hook} "$PWD"
"""


def install(repository: Path, site: Path) -> list[Path]:
    """Write the hooks of a bare repository, or write them anew; their files. Raises Refused and OSError."""
    if not (repository / "objects").is_dir() or not (repository / "HEAD").is_file():
        raise Refused(
            f"{repository} is no bare repository. Make one: git init --bare --initial-branch=main {repository}"
        )
    files = [repository / "hooks" / hook for hook in HOOKS]
    for file in files:
        if file.exists() and _MARK not in file.read_text(encoding="utf-8", errors="replace"):
            raise Refused(f"{file} is somebody else's. Move it away first.")
    for file in files:
        _write(file, script(file.name, site))
    return files


def _write(file: Path, text: str) -> None:
    """In one step: git may be about to run it."""
    file.parent.mkdir(exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.chmod(0o755)
    fresh.replace(file)
