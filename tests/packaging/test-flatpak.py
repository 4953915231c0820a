# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak's manifests: whole, and with no permission more than the program needs."""
import json
import pathlib

import jsonschema
from tap import Tap

FLATPAK = pathlib.Path(__file__).resolve().parents[2] / "flatpak"
NAME = "org.galleyeditor.Galley"
PERMISSIONS = {"--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri"}

WORDS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
FOLDER = {
    "type": "object",
    "properties": {"type": {"const": "dir"}, "path": {"const": ".."}, "skip": WORDS},
    "required": ["type", "path"],
    "additionalProperties": False,
}
# What a runtime does not bring along: by its makers' own archive, held to a checksum.
ARCHIVE = {
    "type": "object",
    "properties": {
        "type": {"const": "archive"},
        "url": {"type": "string", "pattern": "^https://"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
    "required": ["type", "url", "sha256"],
    "additionalProperties": False,
}
LIBRARY = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "buildsystem": {"enum": ["meson", "cmake-ninja", "autotools"]},
        "config-opts": WORDS,
        "cleanup": WORDS,
        "sources": {"type": "array", "items": ARCHIVE, "minItems": 1, "maxItems": 1},
    },
    "required": ["name", "buildsystem", "config-opts", "cleanup", "sources"],
    "additionalProperties": False,
}
MODULE = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "buildsystem": {"const": "meson"},
        "builddir": {"const": True},
        "config-opts": WORDS,
        "sources": {"type": "array", "items": FOLDER, "minItems": 1},
    },
    "required": ["name", "buildsystem", "builddir", "config-opts", "sources"],
    "additionalProperties": False,
}
MANIFEST = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "runtime": {"const": "org.gnome.Platform"},
        "runtime-version": {"const": "51"},
        "sdk": {"const": "org.gnome.Sdk"},
        "command": {"const": "galley"},
        "finish-args": WORDS,
        "modules": {"type": "array", "items": {"anyOf": [LIBRARY, MODULE]}, "minItems": 1},
    },
    "required": ["id", "runtime", "runtime-version", "sdk", "command", "finish-args", "modules"],
    "additionalProperties": False,
}

tap = Tap()


def read(name):
    return json.loads((FLATPAK / f"{name}.json").read_text(encoding="utf-8"))


for name in (NAME, f"{NAME}.Devel"):
    @tap.case(f"{name}: every member is known and well formed")
    def _():
        jsonschema.validate(read(name), MANIFEST)

    @tap.case(f"{name}: the program comes last, behind the libraries")
    def _():
        *libraries, program = read(name)["modules"]
        jsonschema.validate(program, MODULE)
        for library in libraries:
            jsonschema.validate(library, LIBRARY)

    @tap.case(f"{name}: the id is the file's name")
    def _():
        assert read(name)["id"] == name

    @tap.case(f"{name}: these permissions and no other")
    def _():
        given = read(name)["finish-args"]
        assert set(given) == PERMISSIONS, given

    @tap.case(f"{name}: every option is one of the project's")
    def _():
        options = (FLATPAK.parent / "meson_options.txt").read_text(encoding="utf-8")
        for option in read(name)["modules"][-1]["config-opts"]:
            key = option.removeprefix("-D").partition("=")[0]
            assert f"option('{key}'," in options, option


@tap.case("the development manifest differs by its id and one option")
def _():
    plain, development = read(NAME), read(f"{NAME}.Devel")
    development["id"] = NAME
    development["modules"][-1]["config-opts"].remove("-Ddevelopment=true")
    assert plain == development, f"{plain}\n{development}"


@tap.case("the folder of the source leaves out what git does not know")
def _():
    ignored = (FLATPAK.parent / ".gitignore").read_text(encoding="utf-8").split()
    assert "/build*/" in ignored
    skipped = read(NAME)["modules"][-1]["sources"][0]["skip"]
    assert ".git" in skipped and "build" in skipped, skipped


tap.done()
