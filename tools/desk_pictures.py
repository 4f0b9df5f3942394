"""Takes the pictures of the desk for README and docs: python -m tools.desk_pictures docs/pictures

They are pages of the worked example's desk, in Chromium, with made-up accounts.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reckoner.reports.desk.example import copied, example
from reckoner.reports.desk.server import Listening, serving

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "tests/web/desk_pictures.mjs"


def main(target: Path) -> None:
    """Take each picture anew."""
    with tempfile.TemporaryDirectory(prefix="desk-pictures-") as folder:
        os.environ["XDG_STATE_HOME"] = folder
        house = copied(ROOT, Path(folder))
        with example(house, print) as (_desk, accounts), serving(_desk, Listening(port=0)) as url:
            people = {account.person.id: [account.person.id, account.passphrase] for account in accounts}
            job = {"url": url, "people": people, "folder": str(target.resolve())}
            environment = {**os.environ, "CHROMIUM": shutil.which("chromium") or ""}
            subprocess.run(["node", SCRIPT], input=json.dumps(job), text=True, env=environment, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
