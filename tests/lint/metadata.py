# SPDX-License-Identifier: GPL-3.0-or-later
"""What software centres and desktops read: the desktop file, the metainfo, the settings' schema, interface files."""
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET

import tree


def run(*command):
    done = subprocess.run([str(part) for part in command], cwd=tree.ROOT, capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else (done.stdout + done.stderr).strip()


def check():
    for path in tree.files("*.ui", "*.gresource.xml", "*.gschema.xml", "*.metainfo.xml", "*.metainfo.xml.in"):
        try:
            ET.parse(tree.ROOT / path)
        except ET.ParseError as error:
            yield f"{path}: {error}"
    with tempfile.TemporaryDirectory() as scratch:
        for path in tree.files("data/*.desktop", "data/*.desktop.in", "data/*.metainfo.xml", "data/*.metainfo.xml.in"):
            name = re.sub(r"\.in$", "", path.name)
            copy = f"{scratch}/{name}"
            shutil.copy(tree.ROOT / path, copy)
            tool = ["desktop-file-validate"] if name.endswith(".desktop") else ["appstreamcli", "validate", "--no-net"]
            if said := run(*tool, copy):
                yield f"{path}: {said}"
    for path in tree.files("*.gschema.xml"):
        if said := run("glib-compile-schemas", "--strict", "--dry-run", (tree.ROOT / path).parent):
            yield f"{path}: {said}"
