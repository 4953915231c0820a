# SPDX-License-Identifier: GPL-3.0-or-later
"""A line to a server on loopback that can be made to stand still.

    with HaltingLine(server.port) as line:
        ... line.address is "http://127.0.0.1:40123"
        line.stop_after(1 << 20)    so many bytes more of each connection in each direction, until
        line.go_on()
"""
import socket
import threading

CHUNK = 1 << 16


class HaltingLine:
    def __init__(self, port):
        self._port, self._most, self._free = port, 0, threading.Event()
        self._free.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.close()
        self.go_on()

    def stop_after(self, most):
        self._most = most
        self._free.clear()

    def go_on(self):
        self._free.set()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._port))
            except OSError:
                client.close()
                continue
            for ends in ((client, server), (server, client)):
                threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source, target):
        carried = 0
        try:
            while chunk := source.recv(CHUNK):
                carried = carried + len(chunk) if not self._free.is_set() else 0
                if carried > self._most:
                    self._free.wait()
                target.sendall(chunk)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
