#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debian packages, built here, installed on an empty Debian 12 with what they ask for and nothing else; there they do the
whole main job, on a display from outside, and go away again.

    ./dev campaign packages [FOLDER]

FOLDER (build/packages) holds the machine while it is made, 1 GB; the pictures and logs stay in it. Needs root.
GALLEY_MIRROR names another Debian archive than deb.debian.org.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("GALLEY_BUILD_DIR", ROOT / "build"))
sys.path.insert(0, str(ROOT / "tests/support"))
from tap import Tap  # noqa: E402

NAMES = ("galley", "galley-common", "galley-server", "galley-tool")
PROGRAMS = ("galley", "galley-server", "galley-tool")
SERVER_DATA = "/var/lib/galley-server"
MACHINE_SH = ROOT / "tests/support/machine.sh"
# Type as on a GNOME desktop, and what `galley` recommends for Chinese.
FONTS = ("fonts-cantarell", "fonts-noto-cjk")


def run(*command, log=None, **more):
    """What it prints; all of it goes to the log too."""
    done = subprocess.run([*map(str, command)], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False, **more)
    if log:
        log.write_text(done.stdout, encoding="utf-8")
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout[-3000:]}"
    return done.stdout


class Machine:
    def __init__(self, folder):
        self.folder = folder

    def run(self, *command, **more):
        return run("sh", MACHINE_SH, "alone", self.folder, *command, **more)

    def apt(self, *words, **more):
        return self.run("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", *words, **more)

    def of_galley(self):
        """Everything whose name has "galley" in it, as paths of the machine."""
        return set(self.run("find", "/", "-xdev", "-iname", "*galley*").splitlines())

    def read(self, path):
        return (self.folder / path.lstrip("/")).read_bytes()

    def knocks(self, folder, program):
        """A program in FOLDER that starts the machine's own."""
        path = folder / program
        path.write_text(f'#!/bin/sh\nexec sh "{MACHINE_SH}" visit "{self.folder}" /usr/bin/{program} "$@"\n')
        path.chmod(0o755)
        return path


def debs():
    version = run("dpkg-parsechangelog", "-S", "Version", cwd=ROOT).strip()
    found = [path for name in NAMES for path in BUILD.glob(f"{name}_{version}_*.deb")]
    assert len(found) == len(NAMES), found
    return found


def main():
    place = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else BUILD / "packages").resolve()
    if os.geteuid() != 0:
        sys.exit("packages.py: needs root")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    machine, tap = Machine(place / "machine"), Tap()

    @tap.case("./dev package builds them, and lintian has nothing to say", needed=True)
    def _():
        said = run(ROOT / "dev", "package", log=place / "package.log")
        faults = [line for line in said.splitlines() if line[:3] in ("E: ", "W: ")]
        assert not faults, "\n".join(faults)
        debs()

    @tap.case("an empty Debian 12", needed=True)
    def _():
        run("sh", MACHINE_SH, "make", machine.folder, log=place / "debian.log")
        assert not machine.of_galley()

    @tap.case("they install with what they ask for and nothing else", needed=True)
    def _():
        for deb in debs():
            shutil.copy(deb, machine.folder / "srv")
        machine.apt("update")
        machine.apt("install", "--no-install-recommends", *(f"/srv/{deb.name}" for deb in debs()),
                    log=place / "install.log")
        for deb in debs():
            (machine.folder / "srv" / deb.name).unlink()
        assert not machine.run("dpkg", "--audit")

    @tap.case("the programs start, and each has its page of the manual")
    def _():
        for program in PROGRAMS:
            said = machine.run(program, "--help")
            assert program in said and len(said.splitlines()) > 5, said
            assert machine.read(f"/usr/share/man/man1/{program}.1.gz")

    @tap.case("every library of programs and modules is there")
    def _():
        modules = machine.run("find", "/usr/lib", "-path", "*/galley/*.so").split()
        assert modules
        said = machine.run("ldd", *(f"/usr/bin/{program}" for program in PROGRAMS), *modules)
        assert "not found" not in said, said

    @tap.case("the desktop has been told: settings, file type")
    def _():
        assert b"org.galleyeditor.Galley" in machine.read("/usr/share/glib-2.0/schemas/gschemas.compiled")
        assert b"50:application/vnd.galley.article+zip:*.galley\n" in machine.read("/usr/share/mime/globs2")

    @tap.case("the server's user fills its folder, as the unit's first lines say")
    def _():
        machine.run("install", "-d", "-o", "galley-server", "-m", "700", SERVER_DATA)
        machine.run("runuser", "-u", "galley-server", "--", "galley-server", "init", "--layout",
                    "/usr/share/galley/layouts/portal", SERVER_DATA)
        assert machine.read(f"{SERVER_DATA}/galley.db")

    @tap.case("the three installed programs do the main job together")
    def _():
        machine.apt("install", "--no-install-recommends", *FONTS)
        run("localedef", "-i", "zh_CN", "-f", "UTF-8", machine.folder / "usr/lib/locale/zh_CN.UTF-8")
        with tempfile.TemporaryDirectory(prefix="gx.") as folder:
            folder = pathlib.Path(folder)
            handout = shutil.copy(ROOT / "tests/data/handout.txt", folder)
            env = os.environ | {f"GALLEY_{short}": str(machine.knocks(folder, program)) for short, program in (
                ("APP", "galley"), ("SERVER", "galley-server"), ("TOOL", "galley-tool"))}
            env["GALLEY_DATA"] = "/usr/share/galley"
            run("/usr/bin/python3", ROOT / "tests/gui/tour.py", "--out", place / "tour", "--lang", "zh_CN.UTF-8", handout,
                env=env, log=place / "tour.log")

    @tap.case("purged, they leave nothing but the newsroom's folder and the server's user")
    def _():
        machine.apt("purge", *NAMES, log=place / "purge.log")
        left = {path for path in machine.of_galley() if not path.startswith(f"{SERVER_DATA}/")}
        assert left == {SERVER_DATA}, left
        assert b"org.galleyeditor.Galley" not in machine.read("/usr/share/glib-2.0/schemas/gschemas.compiled")
        assert b"galley" not in machine.read("/usr/share/mime/globs2")

    shutil.rmtree(machine.folder)
    tap.done()


if __name__ == "__main__":
    main()
