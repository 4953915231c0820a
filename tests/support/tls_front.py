# SPDX-License-Identifier: GPL-3.0-or-later
"""A real TLS server in front of a plain one, with a certificate from an authority that openssl makes for it, as a
newsroom's own would be.

    front = TlsFront(folder, server.port)
    front.address              "https://127.0.0.1:40123"
    front.authority            the PEM file that a person would import
    front.hold(b"/changes")    requests with these bytes wait until front.let_go()
    front.renew()              another authority and a certificate of its; all connections are cut
    front.stop()
"""
import pathlib
import socket
import ssl
import subprocess
import threading

NEW_KEY = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]


class TlsFront:
    def __init__(self, folder, port):
        self.folder, self.behind = pathlib.Path(folder), port
        self.folder.mkdir(parents=True, exist_ok=True)
        self._context, self._open = None, set()
        self.renew()
        self._held, self._released = None, threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _make(self, name, *options):
        subprocess.run([*NEW_KEY, "-keyout", name + ".key", "-out", name + ".pem", *options], cwd=self.folder, check=True,
                       capture_output=True)

    def renew(self):
        self._make("desk", "-subj", "/O=Galley Test/CN=Desk Authority")
        self._make("server", "-subj", "/CN=server", "-CA", "desk.pem", "-CAkey", "desk.key", "-addext",
                   "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE")
        self.authority = self.folder / "desk.pem"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "server.pem", self.folder / "server.key")
        self._context = context
        for connection in list(self._open):
            self._cut(connection)

    def fingerprint(self):
        """Of the authority, as openssl prints it."""
        done = subprocess.run(["openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in", self.authority],
                              capture_output=True, text=True, check=True)
        return done.stdout.strip().partition("=")[2]

    def hold(self, part):
        self._released.clear()
        self._held = part

    def let_go(self):
        self._held = None
        self._released.set()

    def stop(self):
        self.let_go()
        self._listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            front = self._context.wrap_socket(connection, server_side=True)
            behind = socket.create_connection(("127.0.0.1", self.behind))
        except OSError:
            connection.close()
            return
        self._open.add(front)
        threading.Thread(target=self._carry, args=(behind, front), daemon=True).start()
        self._carry(front, behind, watched=True)

    def _carry(self, source, target, watched=False):
        try:
            while chunk := source.recv(65536):
                if watched and self._held and self._held in chunk:
                    self._released.wait()
                target.sendall(chunk)
        except OSError:
            pass  # one side has had enough; the other one hears of it
        for end in (source, target):
            self._cut(end)

    def _cut(self, connection):
        self._open.discard(connection)
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
