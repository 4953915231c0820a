# SPDX-License-Identifier: GPL-3.0-or-later
"""A development build beside an installed Galley: what could meet has another name. Only configured, not compiled."""
import configparser
import json
import os
import pathlib
import subprocess
import tempfile
import xml.etree.ElementTree as ET

from tap import Tap

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ["GALLEY_BUILD_DIR"])
NAME = "org.galleyeditor.Galley.Devel"
# Files that programs look up by the name of the package, and that do not disagree.
SHARED = {"bin/galley-tool", "share/man/man1/galley-tool.1", "share/locale/zh_CN/LC_MESSAGES/galley.mo"}

tap = Tap()
scratch = tempfile.TemporaryDirectory(prefix="galley-development-")
build = pathlib.Path(scratch.name)


def run(*command):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr}"
    return done.stdout


def installed(folder):
    """Names below the prefix of what that build would install."""
    places = json.loads(run("meson", "introspect", "--installed", folder)).values()
    options = json.loads(run("meson", "introspect", "--buildoptions", folder))
    prefix = next(option["value"] for option in options if option["name"] == "prefix")
    return {str(pathlib.PurePath(place).relative_to(prefix)) for place in places}


@tap.case("configured, its data made", needed=True)
def _():
    run("meson", "setup", build, ROOT, "-Ddevelopment=true", "-Dapp=false", "-Dserver=false", "-Dtests=false")
    names = [f"data/{NAME}.desktop", f"data/{NAME}.metainfo.xml", f"data/{NAME}.xml", "data/gschemas.compiled"]
    run("ninja", "-C", build, *names)


@tap.case("nothing that it installs takes the place of an installed Galley's")
def _():
    both = installed(build) & installed(BUILD)
    assert both == SHARED, both - SHARED


@tap.case("desktop file, service, metainfo and settings carry its id")
def _():
    desktop, service = configparser.RawConfigParser(), configparser.RawConfigParser()
    desktop.read(build / f"data/{NAME}.desktop", encoding="utf-8")
    service.read(build / f"data/{NAME}.service", encoding="utf-8")
    assert desktop["Desktop Entry"]["Icon"] == NAME and service["D-BUS Service"]["Name"] == NAME
    run("desktop-file-validate", build / f"data/{NAME}.desktop")
    component = ET.parse(build / f"data/{NAME}.metainfo.xml").getroot()
    assert component.findtext("id") == NAME and component.findtext("launchable") == f"{NAME}.desktop"
    run("appstreamcli", "validate", "--no-net", build / f"data/{NAME}.metainfo.xml")
    schema = ET.parse(build / f"data/{NAME}.gschema.xml").getroot().find("schema")
    assert (schema.get("id"), schema.get("path")) == (NAME, "/org/galleyeditor/Galley/Devel/")


@tap.case("programs know its id and its folder")
def _():
    config = (build / "galley-config.h").read_text(encoding="utf-8")
    assert f'#define GALLEY_APPLICATION_ID "{NAME}"' in config and '#define GALLEY_DATA_NAME "galley-devel"' in config


tap.done()
