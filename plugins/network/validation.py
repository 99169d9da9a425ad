"""From plain values to a record, or to problems in words that a coach understands; the last step of reading a source."""

from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from plugins.network.front_matter import Values, Where, label
from plugins.network.problems import Problem, quoted, suggestion
from plugins.network.values import Wrong

Model = TypeVar("Model", bound=BaseModel)


def sketch(model: type[Model], values: Values, known: dict[str, Any]) -> Model:
    """What can be understood of a faulty record, so that a run finds also what is wrong with all that it mentions."""
    sound: dict[str, Any] = {}
    for key, declared in model.model_fields.items():
        try:
            sound[key] = TypeAdapter(declared.rebuild_annotation()).validate_python(_without_empty(values.tree)[key])
        except (KeyError, ValidationError):
            sound[key] = None if declared.is_required() else declared.default
    return model.model_construct(**{**sound, **known})


def validate(
    model: type[Model], values: Values, path: str, known: dict[str, Any]
) -> tuple[Model | None, list[Problem]]:
    """The record that the values make together with what is `known` of it, or what is wrong with them."""
    problems = list(values.problems)
    if problems and not values.tree:
        return None, problems
    for key in sorted(values.tree.keys() & known.keys()):
        problems.append(_reworded("extra_forbidden", (key,), values, path, model, None))
    try:
        record = model.model_validate({**_without_empty(values.tree), **known})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            wrong = detail.get("ctx", {}).get("error")
            problems.append(_reworded(detail["type"], detail["loc"], values, path, model, wrong))
        return None, problems
    return record, problems


def _without_empty(tree: Any) -> Any:
    """Keys left empty count as not written, so that a form with unused lines is no mistake."""
    if isinstance(tree, dict):
        return {key: _without_empty(value) for key, value in tree.items() if value != ""}
    return [_without_empty(item) for item in tree] if isinstance(tree, list) else tree


def _reworded(kind: str, where: Where, values: Values, path: str, model: type[BaseModel], wrong: Any) -> Problem:
    """What pydantic found, as a coach understands it."""
    key = wrong.key if isinstance(wrong, Wrong) else None
    where = (*_written(values.tree, where), *((key,) if key else ()))
    line, found = values.line(where), _found(values.tree, where)
    if kind == "missing":
        empty = where in values.lines
        fix = f"Ergänze eine Zeile `{where[-1]}: …`." if not empty else "Fülle die Angabe aus."
        return Problem(path, line, label(where), "nichts", "eine Angabe", fix)
    if kind == "extra_forbidden":
        known = _keys(model, where)
        fix = suggestion(str(where[-1]), known, "Lösche die Zeile; was es gibt, steht im Handbuch.")
        return Problem(
            path, line, label(where), f"die unbekannte Angabe {quoted(str(where[-1]))}", "eine bekannte Angabe", fix
        )
    if isinstance(wrong, Wrong):
        return Problem(path, line, label(where) or "Kopf", found, wrong.expected, wrong.fix)
    return Problem(
        path,
        line,
        label(where) or "Kopf",
        found,
        _EXPECTED.get(kind, "etwas anderes"),
        "Vergleiche mit dem Beispiel im Handbuch.",
    )


def _written(tree: Any, where: Where) -> Where:
    """The way without pydantic's own steps (`function-plain[…]`), which lead to nothing that anybody wrote."""
    way: Where = ()
    for part in where:
        if isinstance(tree, dict) and isinstance(part, str):
            way, tree = (*way, part), tree.get(part)
        elif isinstance(tree, list) and isinstance(part, int):
            way, tree = (*way, part), tree[part]
    return way


_EXPECTED = {
    "model_type": "Angaben der Form `name: wert`, eingerückt darunter",
    "model_attributes_type": "Angaben der Form `name: wert`, eingerückt darunter",
    "int_parsing": "eine ganze Zahl",
    "int_type": "eine ganze Zahl",
    "literal_error": "`main`",
}


def _found(tree: Any, where: Where) -> str:
    for part in where:
        try:
            tree = tree[part]
        except (KeyError, IndexError, TypeError):
            return "nichts"
    if isinstance(tree, str):
        return quoted(tree) if tree else "nichts"
    return "eine Liste" if isinstance(tree, list) else "mehrere Angaben"


def _keys(model: type[BaseModel], where: Where) -> list[str]:
    """The keys known where an unknown one stood: those of the model itself, or of the one nested there.

    What is `id` and `path` at the top of a record, nobody writes.
    """
    fields = model.model_fields
    for part in where[:-1]:
        nested = _nested(fields[part].annotation) if isinstance(part, str) and part in fields else None
        fields = nested.model_fields if nested else fields
    return [key for key in fields if len(where) > 1 or key not in ("id", "path")]


def _nested(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_nested(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in found if model), None)
