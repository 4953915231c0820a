# SPDX-License-Identifier: GPL-3.0-or-later
"""A line to a server on loopback that can be made slow.

    with SlowLine(server.port) as line:
        ... line.address is "http://127.0.0.1:40123"
        line.set_rate(1 << 20)      bytes a second, of each connection in each direction
        line.set_rate(None)         as fast as they come
"""
import socket
import threading

CHUNK = 1 << 16


class SlowLine:
    def __init__(self, port):
        self._port, self._rate, self._over = port, None, threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._over.set()
        self._listener.close()

    def set_rate(self, rate):
        self._rate = rate

    def _accept(self):
        while not self._over.is_set():
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
        try:
            while chunk := source.recv(CHUNK):
                target.sendall(chunk)
                if self._rate:
                    self._over.wait(len(chunk) / self._rate)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
