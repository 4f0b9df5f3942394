"""How long readers of the desk wait: 20 people at once, without and with a build under way.

Each opens a draft, its page, the list and the start page in turn, with a second between. Prints the median
and the 95th percentile in milliseconds.
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


def told(name: str, waits: list[float]) -> None:
    """One line."""
    cuts = quantiles(waits, n=100)
    print(f"{name}: {len(waits)} pages, median {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms")


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
            told("alone", measured(readers, paths))
            building = [sys.executable, "-m", "reckoner", "build", "panel-paper", "2025-11", "--again"]
            stop = threading.Event()

            def build() -> None:
                while not stop.is_set():
                    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
                    subprocess.run(
                        [*building, "--house", f"{folder}/house"],
                        env=environment,
                        cwd=ROOT,
                        check=False,
                        **quiet,
                    )

            thread = threading.Thread(target=build)
            thread.start()
            told("while it builds", measured(readers, paths))
            stop.set()
            thread.join()
            server.kill()


if __name__ == "__main__":
    main()
