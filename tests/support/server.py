# SPDX-License-Identifier: GPL-3.0-or-later
"""A galley-server of one's own on loopback; GALLEY_SERVER names the program, GALLEY_DATA the folder of its demo and layouts.

    server = Server(folder / "server")
    server.init("--demo", DEMO)
    server.start()
    ... server.address is "http://127.0.0.1:40123"
    server.kill()         as by a power cut
    server.start()        the same data at the same address
    server.stop()

The first start takes a free port (port 0); later ones ask for the same port, as a real server would come back.
"""
import os
import pathlib
import re
import signal
import subprocess
import urllib.error
import urllib.request

from waiting import SCALE, wait_until

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("GALLEY_BUILD_DIR", ROOT / "build"))
PROGRAM = os.environ.get("GALLEY_SERVER", str(BUILD / "src/server/galley-server"))
DATA = pathlib.Path(os.environ.get("GALLEY_DATA", ROOT / "data"))
DEMO = DATA / "demo"


class Server:
    def __init__(self, data, env=None):
        self.data, self.env = pathlib.Path(data), env
        self.process, self.address, self.port = None, None, 0
        self.log = self.data.with_name(self.data.name + ".log")

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def command(self, *args, text=None):
        """Runs another of its commands to the end and returns what it printed."""
        done = subprocess.run([PROGRAM, *map(str, args)], input=text, capture_output=True, text=True,
                              env=self.env, check=False)
        assert done.returncode == 0, f"galley-server {args}: {done.stderr.strip()}"
        return done.stdout

    def init(self, *options):
        self.data.parent.mkdir(parents=True, exist_ok=True)
        return self.command("init", *options, self.data)

    def start(self, *options):
        """Starts it and waits for the address on its first line."""
        assert self.process is None, "it runs already"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", "--data", str(self.data), "--port", str(self.port), "--print-address",
                 *options],
                stdout=subprocess.PIPE, stderr=log, text=True, env=self.env)
        line = self.process.stdout.readline().strip()
        found = re.search(r"http://[^\s/]+:(\d+)", line)
        if not found:
            self.kill()
            raise AssertionError(f"galley-server printed {line!r}: {self.log.read_text(errors='replace')[-800:]}")
        self.address, self.port = found.group(0), int(found.group(1))
        return self

    def _end(self, number, timeout):
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(timeout * SCALE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"galley-server did not end within {timeout * SCALE:g} s") from None
        finally:
            self.process.stdout.close()
            self.process = None

    def stop(self, timeout=10):
        """Asks it to end; returns its exit status."""
        return self._end(signal.SIGTERM, timeout)

    def kill(self):
        """Ends it at once, in the middle of whatever it does."""
        return self._end(signal.SIGKILL, 10)

    def pause(self):
        """It keeps its connections and answers nothing: a server that hangs."""
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def get(self, path="/", headers=None):
        """(status, bytes) of a page; error statuses are returned, not raised."""
        request = urllib.request.Request(self.address + path, headers=headers or {})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=10 * SCALE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def wait_for(self, path, status=200, timeout=10):
        """The bytes of a page once it answers with that status."""
        def look():
            got, body = self.get(path)
            return (body,) if got == status else None
        return wait_until(look, f"{path} to answer {status}", timeout)[0]
