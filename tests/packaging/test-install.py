# SPDX-License-Identifier: GPL-3.0-or-later
"""An installation into an empty folder: every file that a desktop or a server's keeper looks for is where it is looked
for, and what the programs know of places agrees with it."""
import configparser
import json
import os
import pathlib
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET

from tap import Tap

BUILD = pathlib.Path(os.environ["GALLEY_BUILD_DIR"])
NAME = "org.galleyeditor.Galley"

tap = Tap()
scratch = tempfile.TemporaryDirectory(prefix="galley-install-")
root = pathlib.Path(scratch.name)
options = {option["name"]: option["value"] for option in json.loads(
    subprocess.run(["meson", "introspect", "--buildoptions", BUILD], check=True, capture_output=True).stdout)}
prefix = root / options["prefix"].lstrip("/")


def run(*command, **more):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **more)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@tap.case("meson install into a folder", needed=True)
def _():
    run("meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", root)


@tap.case("every file is in its place")
def _():
    programs = ["galley-server", "galley-tool"] + (["galley"] if options["app"] else [])
    wanted = [f"bin/{name}" for name in programs] + [f"share/man/man1/{name}.1" for name in programs] + [
        f"share/applications/{NAME}.desktop",
        f"share/dbus-1/services/{NAME}.service",
        f"share/metainfo/{NAME}.metainfo.xml",
        f"share/mime/packages/{NAME}.xml",
        f"share/glib-2.0/schemas/{NAME}.gschema.xml",
        f"share/icons/hicolor/scalable/apps/{NAME}.svg",
        f"share/icons/hicolor/symbolic/apps/{NAME}-symbolic.svg",
        "share/locale/zh_CN/LC_MESSAGES/galley.mo",
        "share/galley/demo/newsroom.json",
        "share/galley/layouts/plain/site.json",
        "share/galley/layouts/portal/site.json",
        "share/galley/server/nginx.conf",
        "share/galley/server/purge",
        "lib/systemd/system/galley-server.service",
        "lib/systemd/system/galley-server-backup.service",
        "lib/systemd/system/galley-server-backup.timer",
        "lib/sysusers.d/galley-server.conf",
    ] + ([f"{options['libdir']}/galley/galley-webkit-engine.so"] if options["app"] else [])
    missing = [name for name in wanted if not (prefix / name).is_file()]
    assert not missing, missing


@tap.case("nothing lies outside the prefix, nothing is of the tests")
def _():
    files = [path.relative_to(root) for path in root.rglob("*") if path.is_file()]
    stray = [str(path) for path in files if not (root / path).is_relative_to(prefix) or "test" in path.name]
    assert not stray, stray


@tap.case("the settings' schema is for this program and compiles")
def _():
    folder = prefix / "share/glib-2.0/schemas"
    run("glib-compile-schemas", "--strict", "--dry-run", folder)
    schema = ET.parse(folder / f"{NAME}.gschema.xml").getroot().find("schema")
    assert (schema.get("id"), schema.get("path")) == (NAME, "/org/galleyeditor/Galley/")


@tap.case("the bus starts the program by the name that the desktop file has")
def _():
    service, desktop = configparser.RawConfigParser(), configparser.RawConfigParser()
    desktop.read(prefix / f"share/applications/{NAME}.desktop", encoding="utf-8")
    service.read(prefix / f"share/dbus-1/services/{NAME}.service", encoding="utf-8")
    assert desktop["Desktop Entry"]["DBusActivatable"] == "true"
    assert service["D-BUS Service"]["Name"] == NAME
    assert service["D-BUS Service"]["Exec"] == f"{options['prefix']}/bin/galley --gapplication-service"


@tap.case("the desktop knows an article's file by its name")
def _():
    run("update-mime-database", prefix / "share/mime")
    globs = (prefix / "share/mime/globs2").read_text(encoding="utf-8")
    assert "50:application/vnd.galley.article+zip:*.galley\n" in globs, globs
    comments = ET.parse(prefix / "share/mime/application/vnd.galley.article+zip.xml").getroot()
    languages = {element.get("{http://www.w3.org/XML/1998/namespace}lang") for element in comments
                 if element.tag.endswith("comment")}
    assert languages in ({None, "zh_CN"}, {None, "zh-Hans-CN"}), languages  # as older and newer gettext write it


@tap.case("the translations lie where the programs look")
def _():
    config = (BUILD / "galley-config.h").read_text(encoding="utf-8")
    folder = re.search(r'GALLEY_LOCALE_DIR "(.*)"', config).group(1)
    assert (root / folder.lstrip("/") / "zh_CN/LC_MESSAGES/galley.mo").is_file(), folder


@tap.case("the installed server fills a folder from the installed newsroom")
def _():
    data = root / "server"
    run(prefix / "bin/galley-server", "init", "--demo", prefix / "share/galley/demo", data, env={"PATH": "/usr/bin:/bin"})
    pages = list((data / "public").rglob("*.html"))
    assert (data / "galley.db").is_file() and pages, list(data.rglob("*"))


@tap.case("the units start the installed server and its backup, and systemd understands them")
def _():
    unit = (prefix / "lib/systemd/system/galley-server.service").read_text(encoding="utf-8")
    assert f"ExecStart={options['prefix']}/bin/galley-server serve " in unit
    assert f"\n# {options['prefix']}/share/galley/server/nginx.conf\n" in unit
    copies = []
    for name in "galley-server.service", "galley-server-backup.service", "galley-server-backup.timer":
        text = (prefix / "lib/systemd/system" / name).read_text(encoding="utf-8")
        copies.append(root / name)
        copies[-1].write_text(text.replace(f"{options['prefix']}/bin/", f"{prefix}/bin/"), encoding="utf-8")
    run("systemd-analyze", "verify", "--man=no", *copies)


tap.done()
