"""From a planned site to the text of its files: pages by the theme, sitemap and robots."""

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cached_property, partial
from html import escape
from pathlib import Path
from types import BuiltinMethodType
from typing import Any

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined, Template, TemplateNotFound
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.compiler import Frame as CompilerFrame
from jinja2.environment import TemplateModule
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup
from markupsafe import escape as escape_markup

from plugins.images.cache import keep, recall
from plugins.network.body import resolve
from plugins.network.mail import disguised
from plugins.planning.cards import Text
from plugins.planning.pages import Sheet
from plugins.planning.props import Frame
from plugins.planning.structured import data_block


def open_environment(
    folder: Path, texts: Mapping[str, str], settings: Mapping[str, Any], compiled: Path, version: str
) -> Environment:
    """The templates of a theme, with Pelican's settings for Jinja; `compiled` is a folder that keeps their bytecode,
    `version` that of the code which makes it.

    Pages are made of these `texts`, even if somebody edits the files in `folder` meanwhile.

    What Pelican would make of the same settings, without importing Pelican: that would take longer than most edits.
    """
    environment = _Environment(
        loader=FunctionLoader(lambda name: (texts[name], str(folder / name), lambda: True) if name in texts else None),
        bytecode_cache=_Compiled(compiled, version.encode()),
        undefined=StrictUndefined,
        auto_reload=False,
        **settings["JINJA_ENVIRONMENT"],
    )
    environment.filters.update(settings["JINJA_FILTERS"])
    environment.globals["once"] = _Once()
    return environment


_SPECIAL = re.compile("[&<>'\"]").search


class _Generator(CodeGenerator):
    """Jinja's own, but for what an expression is put into a page with."""

    def _output_child_pre(self, node: Expr, frame: CompilerFrame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")
            if finalize.src is not None:
                self.write(finalize.src)


class _Template(Template):
    """Jinja's own, with a quicker way to the macros of another: it would look every time which of the globals that lacks."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002 - all have the same globals
        if self._module is None:
            self._module = self.make_module()
        return self._module


class _Environment(Environment):
    """Jinja's own, with quicker ways to escape, to call, and to other templates: most of a page is made of plain words, and by macros.

    Templates and globals stay as they are for as long as it lives.
    """

    code_generator_class = _Generator
    template_class = _Template
    sandboxed = True
    """What Jinja calls so; it means no more than that calls in templates go through `call`."""
    intercepted_binops = intercepted_unops = frozenset[str]()

    @cached_property
    def _ready(self) -> dict[str | Template, Template]:
        """Those that were loaded already."""
        return {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """One of the theme's; Jinja would ask each time whether it is still the same."""
        if name not in self._ready:
            self._ready[name] = super().get_template(name, parent, globals)
        return self._ready[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees, together; Jinja would look in one place after the other, for each page."""
        return {**self.globals, **(d or {})}

    @staticmethod
    def escaped(value: Any) -> str:
        """The value as it stands in a page; plain words need not become Markup only to be joined to others."""
        kind = type(value)
        if kind is Markup or (kind is str and not _SPECIAL(value)):
            return value  # type: ignore[no-any-return]
        return str(escape_markup(value))

    @staticmethod
    def call(context: Context, called: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What a template calls. Jinja looks first whether it wants to know the context; methods and macros that escape do not."""
        kind: type = type(called)
        if kind is not BuiltinMethodType and (kind not in (Macro, _Once) or not context.eval_ctx.autoescape):
            return context.call(called, *args, **kwargs)
        for name in ("_block_vars", "_loop_vars"):
            kwargs.pop(name, None)
        if kind is Macro and not kwargs and _takes(called, len(args)):
            return Markup(called._func(*args))  # type: ignore[attr-defined]
        return called(*args, **kwargs)


def _takes(macro: Any, given: int) -> bool:
    """Whether a macro takes exactly so many values, one after the other."""
    return macro._argument_count == given and not (macro.caller or macro.catch_kwargs or macro.catch_varargs)


class _Once:
    """`once(macro, …)` in templates: a macro's text, made once for the same words and the same objects.

    A macro that was imported sees nothing but its arguments, so its text cannot differ.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def __call__(self, macro: Callable[..., Any], *given: Any) -> Any:
        key = (id(macro), *(value if isinstance(value, str) else id(value) for value in given))
        if key not in self._made:
            self._made[key] = macro(*given), macro, given  # what is kept has an identity of its own
        return self._made[key][0]


class _Compiled(BytecodeCache):
    """Compiled templates, kept from build to build; a damaged one, or that of other code, is compiled anew."""

    def __init__(self, folder: Path, version: bytes) -> None:
        self._folder, self._version = folder, version

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = recall(self._folder / bucket.key)
        if kept and kept.startswith(self._version):
            bucket.bytecode_from_string(kept.removeprefix(self._version))

    def dump_bytecode(self, bucket: Bucket) -> None:
        keep(self._folder / bucket.key, self._version + bucket.bytecode_to_string())


@dataclass
class Renderer:
    """Makes texts of what was planned."""

    environment: Environment

    def warm_up(self, templates: Iterable[str]) -> None:
        """Compile these templates, as far as the theme has them, before other processes are forked that would each do it."""
        for name in templates:
            with suppress(TemplateNotFound):
                self.environment.get_template(name)

    def page(self, frame: Frame, sheet: Sheet, html: Callable[[Text], str]) -> tuple[str, str | None]:
        """The HTML of a page: a pure function of the frame, the head, the props and the text they name.

        With it comes that text as HTML, where it stands in the page once and nothing else was made of it: another text
        can then be put in its place.
        """
        given = {field.name: getattr(sheet.props, field.name) for field in fields(sheet.props)}
        body = None
        if text := given.get("body"):
            body = given["body"] = _Inset(resolve(html(text), text.attributes))
        given["structured"] = script = _Late(partial(data_block, frame, sheet.head, sheet.props))
        page = self.environment.get_template(sheet.props.template).render(site=frame, page=sheet.head, **given)
        page = script.made.join(map(disguised, page.split(script.made) if script.made else [page]))
        alone = body and body.asked == 1 and page.count(body.html) == 1
        return page, body.html if body and alone else None


class _Late:
    """What costs something to make and is made where a template puts it in: HTML."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make, self.made = make, ""

    def __html__(self) -> str:
        self.made = self._make()
        return self.made


class _Inset:
    """A body as templates see it: something to put in; counts how often that is done."""

    def __init__(self, html: str) -> None:
        self.html, self.asked = html, 0

    def __html__(self) -> str:
        self.asked += 1
        return self.html

    def __bool__(self) -> bool:
        return bool(self.html)


def sitemap(pages: Iterable[str]) -> str:
    """All pages that search engines may list (sitemaps.org 0.9), by their addresses."""
    lines = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in sorted(pages))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{lines}</urlset>\n'


def robots(address: str) -> str:
    """Everything on the site at an address may be read (RFC 9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}/sitemap.xml\n"
