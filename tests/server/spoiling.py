# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be wrong with a request, derived from the description.

    for fault, body in spoil(api, schema, good):
        ...            "user: another type", {"user": 7, "password": "..."}

Each spoiled value breaks the schema in one place and is good everywhere else.
"""
import copy

from api import resolve

TOO_DEEP = b"[" * 100 + b"]" * 100


def accepted_branches(api, schema, value):
    """The schemas that describe @value: itself, or those of its allOf, oneOf and then that hold."""
    schema = resolve(api.root, schema)
    parts = schema.get("allOf", []) + schema.get("oneOf", [])
    if "if" in schema and not api.schema_errors(schema["if"], value):
        parts = parts + [schema["then"]]
    if not parts:
        return [schema]
    return [branch for part in parts if not api.schema_errors(part, value)
            for branch in accepted_branches(api, part, value)]


def spoil_scalar(schema, value):
    if "enum" in schema or "const" in schema:
        yield "unknown", "no-such-thing"
    if "pattern" in schema:
        yield "another form", "No such form!"
    if "maxLength" in schema:
        yield "too long", "x" * (schema["maxLength"] + 1)
    if schema.get("minLength", 0) > 0:
        yield "too short", "x" * (schema["minLength"] - 1)
    yield "another type", 7 if isinstance(value, str) else "x"
    yield "null", None


def spoil_object(api, schema, value):
    for name in schema.get("required", []):
        yield f"{name}: missing", {key: member for key, member in value.items() if key != name}
    for name, about in schema.get("properties", {}).items():
        if name in value:
            for fault, member in spoil(api, about, value[name]):
                yield f"{name}: {fault}", {**value, name: member}
    yield "another type", []


def spoil_array(api, schema, value):
    if schema.get("minItems", 0) > 0:
        yield "too few", value[:schema["minItems"] - 1]
    if "maxItems" in schema:
        yield "too many", value * (schema["maxItems"] // len(value) + 1)
    if value:
        for fault, item in spoil(api, schema["items"], value[0]):
            yield f"[0]: {fault}", [item, *value[1:]]
    yield "another type", {}


def spoil(api, schema, value):
    """Yields (fault, spoiled value) for a @value that fits @schema."""
    for branch in accepted_branches(api, schema, value):
        if isinstance(value, dict):
            faults = spoil_object(api, branch, value)
        elif isinstance(value, list):
            faults = spoil_array(api, branch, value)
        else:
            faults = spoil_scalar(branch, value)
        for fault, spoiled in faults:
            if api.schema_errors(schema, spoiled):
                yield fault, copy.deepcopy(spoiled)


def spoil_path(schema):
    """Values of a part of the path, percent-encoded, that the resource's name cannot have."""
    assert "pattern" in schema or "enum" in schema, "a part of a path says what it may be"
    return {"another form": "No-Such-Form", "too long": "x" * 3000, "an escaped slash": "a%2Fb", "a NUL": "%00",
            "not UTF-8": "%FF", "nothing": ""}


def spoil_query(schema):
    """Values of a parameter of the query that must be refused."""
    if schema.get("type") == "integer":
        numbers = {"no number": "many", "a fraction": "1.5", "nothing": "", "beyond all bounds": "1" + "0" * 30}
        return {**numbers, "too small": str(schema["minimum"] - 1)} if "minimum" in schema else numbers
    return {"another form": "no such form", "too long": "x" * 3000, "nothing": ""} if "pattern" in schema else {}
