"""How long readers of the desk wait: 20 people at once, without and with a build under way.

Each opens a draft, its page, the list and the start page in turn, with a second between; the build is begun
at the desk, over and over. Prints the median and the 95th percentile in milliseconds, and the processor time
that the server itself needs for a page, which doesn't depend on what else the machine does.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode, urlsplit

PEOPLE, SECONDS = 20, 20
ROOT = Path(__file__).resolve().parents[1]
SERVER = """
import sys, time
from pathlib import Path
from reckoner.reports.desk.example import copied, example
from reckoner.reports.desk.server import Listening, serving
house = copied(Path(sys.argv[1]), Path(sys.argv[2]))
with example(house, lambda line: None) as (desk, accounts), serving(desk, Listening(port=0)) as url:
    print(url, accounts[0].person.id, accounts[0].passphrase, sep="\\t", flush=True)
    time.sleep(3600)
"""


class Reader:
    """Somebody with a session."""

    def __init__(self, url: str, name: str, passphrase: str) -> None:
        self.at = urlsplit(url).netloc
        form = urlencode({"name": name, "passphrase": passphrase, "next": "/"})
        head = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.at}"}
        connection = HTTPConnection(self.at)
        connection.request("POST", "/sign-in", form, head)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        found = re.search(r"desk=([^;]+)", answer.getheader("Set-Cookie") or "")
        assert found, f"signing in gave {answer.status}"
        self.cookie = found[1]

    def build(self, publication: str, edition: str) -> None:
        """Begin a build, as the form of its page does."""
        connection = HTTPConnection(self.at)
        connection.request("GET", "/", headers={"Cookie": f"desk={self.cookie}"})
        token = re.search(r'name="token" value="([^"]+)"', connection.getresponse().read().decode())
        assert token
        head = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.at}"}
        form = urlencode({"token": token[1], "edition": edition, "again": "again"})
        where = f"/publications/{publication}/build"
        connection.request("POST", where, form, {**head, "Cookie": f"desk={self.cookie}"})
        connection.getresponse().read()
        connection.close()

    def get(self, path: str) -> float:
        """Seconds until a page is there whole."""
        began = time.perf_counter()
        connection = HTTPConnection(self.at)
        connection.request("GET", path, headers={"Cookie": f"desk={self.cookie}"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status == 200, f"{path} gave {answer.status}"
        return time.perf_counter() - began


def measured(readers: list[Reader], paths: list[str]) -> list[float]:
    """Each reader's waits over the time."""
    waits: list[float] = []
    end = time.monotonic() + SECONDS

    def read(reader: Reader) -> None:
        number = 0
        while time.monotonic() < end:
            waits.append(reader.get(paths[number % len(paths)]))
            number += 1
            time.sleep(1)  # somebody looks at a page before the next

    threads = [threading.Thread(target=read, args=(reader,)) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def used(process: int) -> float:
    """Seconds of processor time of a process, without its children."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def told(name: str, server: int, readers: list[Reader], paths: list[str]) -> None:
    """One line."""
    before = used(server)
    waits = measured(readers, paths)
    cuts, each = quantiles(waits, n=100), (used(server) - before) / len(waits)
    print(
        f"{name}: {len(waits)} pages, median {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, "
        f"{each * 1000:.1f} ms of processor time a page, load {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    """Start a desk of the worked example, read, and read again while it builds."""
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    with tempfile.TemporaryDirectory(prefix="bench-desk-") as folder:
        command = [sys.executable, "-c", SERVER, str(ROOT), folder]
        environment = {**os.environ, "XDG_STATE_HOME": folder}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
        ) as server:
            assert server.stdout is not None
            url, name, passphrase = server.stdout.readline().rstrip("\n").split("\t")
            readers = [Reader(url, name, passphrase) for _ in range(PEOPLE)]
            draft = "/drafts/newsletter/2026-02/draft-001"
            paths = [draft, "/drafts", "/", f"{draft}/files/web.html"]
            measured(readers[:2], paths)  # once before it counts: templates and settings are read then
            told("alone", server.pid, readers, paths)
            stop = threading.Event()

            def build() -> None:
                while not stop.is_set():
                    readers[0].build("panel-paper", "2025-11")  # refused while one is under way
                    stop.wait(1)

            thread = threading.Thread(target=build)
            thread.start()
            told("while it builds", server.pid, readers, paths)
            stop.set()
            thread.join()
            server.kill()


if __name__ == "__main__":
    main()
