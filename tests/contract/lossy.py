# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands between a server and its PostgreSQL, and loses the connection when a transaction commits."""
import pathlib
import re
import shutil
import socket
import tempfile
import threading
import urllib.parse

COMMIT = b'COMMIT\0'
HOST = re.compile(r'host=([^&]+)')


class Lossy:
    """A Unix socket that passes everything on to that of @uri."""

    def __init__(self, uri):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='outlay-lossy-'))
        self.target = urllib.parse.unquote(HOST.search(uri).group(1)) + '/.s.PGSQL.5432'
        self.uri = HOST.sub('host=' + urllib.parse.quote(str(self.folder), safe=''), uri)
        self.how = None
        self.n_lost = 0
        self.lock = threading.Lock()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.folder / '.s.PGSQL.5432'))
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def lose(self, how):
        """The next commit never gets there ('before'), or only its answer is lost ('after')."""
        self.how = how

    def accept(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self.target)
            except OSError:
                client.close()
                continue
            deaf = threading.Event()
            for pump in (self.pump_up, self.pump_down):
                threading.Thread(target=pump, args=(client, server, deaf), daemon=True).start()

    def take(self, data):
        with self.lock:
            if self.how is None or COMMIT not in data:
                return None
            how, self.how = self.how, None
            self.n_lost += 1
            return how

    def pump_up(self, client, server, deaf):
        try:
            while data := client.recv(65536):
                how = self.take(data)
                if how is not None:
                    deaf.set()
                if how == 'before':
                    break
                server.sendall(data)
        except OSError:
            pass
        hang_up(client, server)

    def pump_down(self, client, server, deaf):
        try:
            while (data := server.recv(65536)) and not deaf.is_set():
                client.sendall(data)
        except OSError:
            pass
        hang_up(client, server)

    def close(self):
        self.listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def hang_up(*sockets):
    for one in sockets:
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
