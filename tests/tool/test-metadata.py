# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed for desktops and software centres, as it was built: valid, and in Chinese too."""
import configparser
import pathlib
import struct
import subprocess
import xml.etree.ElementTree as ET

from tap import Tap
from terminal import BUILD, ROOT

NAME = "org.galleyeditor.Galley"
DATA = BUILD / "data"

tap = Tap()


def check(*command):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@tap.case("desktop file")
def _():
    path = DATA / f"{NAME}.desktop"
    check("desktop-file-validate", path)
    entry = configparser.RawConfigParser(strict=False)
    entry.optionxform = str
    entry.read(path, encoding="utf-8")
    entry = entry["Desktop Entry"]
    assert entry["Icon"] == NAME and entry["Name[zh_CN]"] == "校样" and entry["Comment[zh_CN]"], dict(entry)


@tap.case("metainfo")
def _():
    path = DATA / f"{NAME}.metainfo.xml"
    check("appstreamcli", "validate", "--no-net", path)
    root = ET.parse(path).getroot()
    assert root.findtext("id") == NAME
    languages = {name.get("{http://www.w3.org/XML/1998/namespace}lang") for name in root.findall("name")}
    assert languages in ({None, "zh_CN"}, {None, "zh-Hans-CN"}), languages  # as older and newer gettext write it


@tap.case("the pictures that software centres fetch are these, of the size that is said")
def _():
    images = ET.parse(DATA / f"{NAME}.metainfo.xml").getroot().findall("screenshots/screenshot/image")
    said = {pathlib.PurePath(image.text).name: (int(image.get("width")), int(image.get("height"))) for image in images}
    found = {}
    for path in (ROOT / "data/screenshots").glob("*.png"):
        head = path.read_bytes()[:24]
        assert head.startswith(b"\x89PNG\r\n\x1a\n"), path
        found[path.name] = struct.unpack(">II", head[16:])
    assert said == found and len(said) == len(images) >= 3, f"{said}\n{found}"


@tap.case("settings")
def _():
    check("glib-compile-schemas", "--strict", "--dry-run", ROOT / "data")
    assert (DATA / "gschemas.compiled").is_file()


@tap.case("icons")
def _():
    for path, size in ((f"scalable/apps/{NAME}.svg", "128"), (f"symbolic/apps/{NAME}-symbolic.svg", "16")):
        root = ET.parse(ROOT / "data/icons/hicolor" / path).getroot()
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert (root.get("width"), root.get("height")) == (size, size)


@tap.case("every message is translated, none is fuzzy")
def _():
    done = subprocess.run(["msgfmt", "-c", "--statistics", "-o", "/dev/null", ROOT / "po/zh_CN.po"], text=True,
                          capture_output=True, check=False, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stderr
    assert "untranslated" not in done.stderr and "fuzzy" not in done.stderr, done.stderr


tap.done()
