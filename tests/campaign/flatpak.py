#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the Flatpak and its development variant, installs both side by side, and works in each one's sandbox as an editor
would: write, preview, sign in, sync, open a file and save one where the portals allow it, come back the next morning.

    ./dev campaign flatpak [--runtime FOLDER] [--manifest FILE] [--out build/flatpak/pictures]

The runtime that the manifest names, org.gnome.Platform, and its Sdk must be installed: for the whole system, or in the
Flatpak installation FOLDER (GALLEY_FLATPAK_RUNTIME). Where Flathub cannot be reached, any runtime of that name and
branch will do; a library that the manifest brings along, and that runtime's Sdk has at least as new, is not built again,
and the run says so. Needs root, for a private /run/user: the document portal gives out no other path.
"""
import argparse
import configparser
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("GALLEY_BUILD_DIR", ROOT / "build"))
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/gui")]

PLACE = BUILD / "flatpak"
SYSTEM = pathlib.Path("/var/lib/flatpak")
# What the manifests ask for, as the installed program has it: fallback-x11 is x11 where there is no Wayland.
CONTEXT = {"shared": {"network", "ipc"}, "sockets": {"wayland", "x11", "fallback-x11"}, "devices": {"dri"}}


def command(*parts, **more):
    done = subprocess.run([*map(str, parts)], check=False, **more)
    if done.returncode:
        sys.exit(f"flatpak.py: {parts[0]} {parts[1]} ended with {done.returncode}")


def check_runtime(manifest, runtime):
    for name in (manifest["runtime"], manifest["sdk"]):
        wanted = f"{name}//{manifest['runtime-version']}"
        done = subprocess.run(["flatpak", "info", wanted], capture_output=True, check=False)
        if done.returncode:
            sys.exit(f"flatpak.py: there is no {wanted} in {runtime}: name another Flatpak installation with --runtime, "
                     f"or install it: flatpak install flathub {wanted}")


def number(version):
    return [int(part) for part in version.split(".")]


def is_in_sdk(module, sdk):
    """Whether the Sdk has the library of that module, by its pkg-config name, at least as new as the module's archive."""
    archive = module["sources"][0].get("url", "")
    asked = re.search(r"(\d+(?:\.\d+)+)\.tar", archive)
    found = sorted((sdk / "files").glob(f"**/pkgconfig/{module['name']}.pc"))
    if not asked or not found:
        return False
    has = re.search(r"(?m)^Version:\s*(\d+(?:\.\d+)*)\s*$", found[0].read_text(encoding="utf-8"))
    if not has or number(has[1]) < number(asked[1]):
        return False
    print(f"flatpak.py: not built, for the Sdk here has {module['name']} {has[1]}: {archive}", flush=True)
    return True


def build(manifest):
    """From a copy of the manifest without the catalogue for software centres: to make it, the flatpak-builder of Debian 12
    calls a program that newer runtimes no longer have. Libraries that the Sdk has are left out of it too."""
    sdk = pathlib.Path(subprocess.run(
        ["flatpak", "info", "--show-location", f"{manifest['sdk']}//{manifest['runtime-version']}"], check=True,
        capture_output=True, text=True).stdout.strip())
    *libraries, program = manifest["modules"]
    for source in program["sources"]:
        source["path"] = str(ROOT)
    modules = [module for module in libraries if not is_in_sdk(module, sdk)] + [program]
    copy = PLACE / f"{manifest['id']}.json"
    copy.write_text(json.dumps(manifest | {"modules": modules, "appstream-compose": False}), encoding="utf-8")
    command("flatpak-builder", "--user", "--force-clean", "--disable-rofiles-fuse", "--disable-updates", "--install",
            f"--state-dir={PLACE / 'state'}", f"--repo={PLACE / 'repo'}", PLACE / "app", copy)


def check_installed(name):
    """What desktop and sandbox have been told of it: what it may, and what they show of it."""
    told = configparser.RawConfigParser()
    told.read_string(subprocess.run(["flatpak", "info", "--user", "--show-metadata", name], check=True,
                                    capture_output=True, text=True).stdout)
    context = {key: set(value.strip(";").split(";")) for key, value in told["Context"].items()}
    policies = [section for section in told.sections() if section.endswith("Policy")]
    if context != CONTEXT or policies:
        sys.exit(f"flatpak.py: {name} has other permissions than it asks for: {context} {policies}")
    share = PLACE / "user/exports/share"
    for path in (f"applications/{name}.desktop", f"dbus-1/services/{name}.service", f"mime/packages/{name}.xml",
                 f"icons/hicolor/scalable/apps/{name}.svg", f"icons/hicolor/symbolic/apps/{name}-symbolic.svg"):
        if not (share / path).is_file():
            sys.exit(f"flatpak.py: the desktop does not get {path}")


def work_in_sandbox(manifest, out):
    """On a display of its own; returns whether the whole day went well."""
    print(f"== {manifest.stem}", flush=True)
    return subprocess.run(["unshare", "--mount", "--propagation", "private", "/usr/bin/python3",
                           ROOT / "tests/support/display.py", "--size", "1600x1000", "--lang", "zh_CN.UTF-8", "--wm",
                           "--services", "/usr/bin/python3", __file__, "--inside", "--manifest", manifest,
                           "--out", out / manifest.stem], check=False).returncode == 0


def main():
    parser = argparse.ArgumentParser(description="Build the Flatpaks and work in their sandboxes.")
    parser.add_argument("--runtime", type=pathlib.Path, default=os.environ.get("GALLEY_FLATPAK_RUNTIME", SYSTEM))
    parser.add_argument("--manifest", type=pathlib.Path, help="this one only")
    parser.add_argument("--out", type=pathlib.Path, default=PLACE / "pictures")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        from sandbox import work
        with tempfile.TemporaryDirectory(prefix="gx.") as folder:
            return work(options.manifest.stem, pathlib.Path(folder), options.out)

    if os.geteuid() != 0:
        sys.exit("flatpak.py: needs root, for a private /run/user")
    PLACE.mkdir(parents=True, exist_ok=True)
    os.environ["FLATPAK_USER_DIR"] = str(PLACE / "user")
    os.environ["FLATPAK_SYSTEM_DIR"] = str(options.runtime.resolve())
    paths = [options.manifest.resolve()] if options.manifest else sorted((ROOT / "flatpak").glob("*.json"))
    for path in paths:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        check_runtime(manifest, options.runtime)
        build(manifest)
        check_installed(manifest["id"])
    return 0 if all([work_in_sandbox(path, options.out.resolve()) for path in paths]) else 1


if __name__ == "__main__":
    sys.exit(main())
