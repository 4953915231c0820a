#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON that Galley writes is valid ninjs 3.1, extended the way the standard foresees: allOf with its type."""
import json
import os
import subprocess
import sys

writer, source = sys.argv[1], os.environ["GALLEY_SOURCE_DIR"]
path = os.path.join(source, "..", "shared", "data", "ninjs-3.1", "ninjs-schema_3.1.json")

print("1..1")
try:
    import jsonschema
    with open(path, encoding="utf-8") as file:
        ninjs = json.load(file)
except (ImportError, OSError) as missing:
    print("ok 1 ninjs # SKIP", missing)
    sys.exit(0)

schema = {
    "$schema": ninjs["$schema"],
    "$id": "urn:galley:article",
    "$defs": ninjs["$defs"],
    "allOf": [{"$ref": "#/$defs/ninjsType"}],
    "required": ["uri"],
    "properties": {"galley": {"type": "object"}},
    "unevaluatedProperties": False,
}
validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
articles = subprocess.run([writer], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.splitlines()
problems = [f"article {i}: {error.json_path}: {error.message}"
            for i, article in enumerate(articles) for error in validator.iter_errors(json.loads(article))]
# The validator must be able to say no.
if not list(validator.iter_errors({"uri": "urn:x", "unknown": 1})):
    problems.append("the schema takes unknown members")
if len(articles) < 2:
    problems.append("no articles")
for problem in problems:
    print("#", problem)
print("not ok 1 ninjs" if problems else "ok 1 ninjs")
