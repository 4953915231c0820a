# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL of one's own: a cluster in a new folder, on a Unix socket alone.

    with Postgres() as postgres:
        ... postgres.address is "postgresql:///postgres?host=/tmp/...&user=..."
        postgres.address_of("desk")    the same with a schema of its own for "desk", made when first asked for
        postgres.kill(); postgres.start()    it comes back from its log

PostgreSQL does not run as root: where a test does, it is run as the user that Debian makes for it.
"""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import urllib.parse

from waiting import SCALE, wait_until

OWNER = "postgres"


def programs():
    """The folder of its newest programs."""
    versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return versions[-1] if versions else pathlib.Path(shutil.which("initdb") or "/usr/bin/initdb").parent


class Postgres:
    def __init__(self):
        self.bin, self.process, self.schemas = programs(), None, set()
        self.top = pathlib.Path(tempfile.mkdtemp(prefix="galley-pg-"))
        self.user = OWNER if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            shutil.chown(self.top, OWNER, OWNER)
        self.address = f"postgresql:///postgres?host={urllib.parse.quote(str(self.top), safe='')}&user={self.user}"
        self.run("initdb", "--pgdata", self.top / "data", "--username", self.user, "--auth", "trust", "--no-sync",
                 "--encoding", "UTF8", "--locale", "C.UTF-8")

    def as_owner(self):
        return {"user": OWNER, "group": OWNER, "extra_groups": []} if os.getuid() == 0 else {}

    def run(self, program, *arguments):
        done = subprocess.run([self.bin / program, *map(str, arguments)], capture_output=True, text=True, check=False,
                              cwd=self.top, **self.as_owner())
        assert done.returncode == 0, f"{program}: {done.stderr}"
        return done.stdout

    def sql(self, text):
        return self.run("psql", "--no-psqlrc", "--tuples-only", "--no-align", "--dbname", self.address, "--command",
                        text).strip()

    def is_ready(self):
        return subprocess.run([self.bin / "pg_isready", "--host", self.top], capture_output=True,
                              check=False).returncode == 0

    def start(self):
        with open(self.top.with_suffix(".log"), "ab") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.top / "data", "-k", self.top, "-c", "listen_addresses=",
                 "-c", "max_connections=60", "-c", "fsync=off"], stdout=log, stderr=log, cwd=self.top, **self.as_owner())
        wait_until(self.is_ready, "PostgreSQL to be ready", 30)
        return self

    def address_of(self, name):
        if name not in self.schemas:
            self.sql(f"CREATE SCHEMA {name}")
            self.schemas.add(name)
        return f"{self.address}&options=-csearch_path%3D{name}"

    def end(self, how):
        process, self.process = self.process, None
        process.send_signal(how)
        process.wait(30 * SCALE)

    def kill(self):
        """At once, without a checkpoint. What a power cut would take from the disk is PostgreSQL's own matter: its files
        are not synced here."""
        self.end(signal.SIGQUIT)

    def stop(self):
        self.end(signal.SIGINT)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process is not None:
            self.stop()
        shutil.rmtree(self.top)
        self.top.with_suffix(".log").unlink(missing_ok=True)
