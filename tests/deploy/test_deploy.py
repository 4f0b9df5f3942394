"""The container's files: steps that run, rights that are few, and manifests that a cluster would take."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from reckoner.reports.desk.app import MOST_SENT
from tests.wheel import PYTHON, SITE
from tests.worked_example import ROOT

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
MANIFESTS = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8")))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


def instructions() -> list[tuple[str, str]]:
    """Each instruction of the Dockerfile, joined to one line."""
    text = re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE).replace("\\\n", " ")
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in text.splitlines() if line.strip()]


def pods() -> list[dict[str, Any]]:
    found = []
    for each in MANIFESTS:
        if each["kind"] == "Deployment":
            found.append(each["spec"]["template"]["spec"])
        elif each["kind"] == "CronJob":
            found.append(each["spec"]["jobTemplate"]["spec"]["template"]["spec"])
    return found


@pytest.mark.slow
def test_the_installed_program_makes_a_document_from_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """The script that the Dockerfile runs, without a registry; then a house is begun and built with it."""
    source, program = tmp_path / "source", tmp_path / "program"
    source.mkdir()
    for name in ("reckoner", "reports", "charts", "templates"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=ignored)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy2(ROOT / name, source / name)
    shutil.copytree(DEPLOY, source / "deploy")
    home = tmp_path / "home"
    home.mkdir()
    clean = {
        "PATH": f"{PYTHON.parent}:/usr/bin:/bin", "HOME": str(home), "RECKONER_LIBRARIES": str(SITE),
        "LANG": "C.UTF-8",
    }  # fmt: skip
    done = subprocess.run(
        [source / "deploy/install.sh", program, source], env=clean, cwd=tmp_path, capture_output=True,
        text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    for path in program.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    reckoner = program / "bin/reckoner"
    house = tmp_path / "house"
    surroundings = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    for words in (
        ["init", str(house), "--area", "Wessex", "--yes"],
        ["build", "panel-paper", "--house", str(house)],
    ):
        said = subprocess.run(
            [reckoner, *words], env=surroundings, cwd=tmp_path, capture_output=True, text=True,
            check=False, timeout=300,
        )  # fmt: skip
        assert said.returncode in (0, 1), said.stdout + said.stderr
    assert list(house.glob("output/panel-paper/*/draft-001/panel-paper.pdf"))


def test_the_image_runs_as_nobody_in_particular_and_asks_whether_it_is_well() -> None:
    given = instructions()
    users = [value for name, value in given if name == "USER"]
    assert users == ["10001:10001"]
    assert [name for name, _ in given if name == "HEALTHCHECK"] == ["HEALTHCHECK"]
    assert not [value for name, value in given if name == "ADD"]
    assert [name for name, _ in given][-2:] == ["ENTRYPOINT", "CMD"]
    assert not re.search(r"password|token|secret", DOCKERFILE, re.IGNORECASE)


def test_every_file_that_the_image_copies_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert {".git", "output", "state"} <= set(ignored)
    copied = [value.split()[0] for name, value in instructions() if name == "COPY" and "--from" not in value]
    for name in copied:
        assert (ROOT / name).exists()
        assert name not in ignored


def test_the_libraries_are_those_that_the_docs_name() -> None:
    page = (ROOT / "docs/machine.md").read_text("utf-8")
    [line] = re.findall(r"apt-get install --no-install-recommends (lib.*)", page)
    wanted = {name for name in line.split() if name.startswith("lib")}
    stages = re.findall(r"apt-get install.*?(?=&&)", DOCKERFILE, re.DOTALL)
    assert len(stages) == 2
    assert all(wanted <= set(stage.replace("\\", " ").split()) for stage in stages)


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_a_cluster_takes_each_manifest(manifest: dict[str, Any]) -> None:
    for version in (kubernetes_validate.latest_version(), "1.29"):
        kubernetes_validate.validate(manifest, version, strict=True)


def test_a_manifest_with_a_wrong_key_is_not_taken() -> None:
    wrong = json.loads(json.dumps(MANIFESTS[0]))
    wrong["spec"]["accessMode"] = []
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, kubernetes_validate.latest_version(), strict=True)


def test_no_pod_has_more_rights_than_it_needs() -> None:
    for pod in pods():
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["automountServiceAccountToken"] is False
        for each in pod["containers"]:
            assert each["securityContext"] == {
                "readOnlyRootFilesystem": True, "allowPrivilegeEscalation": False,
                "capabilities": {"drop": ["ALL"]},
            }  # fmt: skip
            known = {volume["name"] for volume in pod["volumes"]}
            assert {mount["name"] for mount in each["volumeMounts"]} <= known


def _commands() -> list[list[str]]:
    found = [each["args"] for pod in pods() for each in pod["containers"] if each["image"] == "reckoner"]
    [default] = [json.loads(value) for name, value in instructions() if name == "CMD"]
    return [*found, COMPOSE["services"]["office"]["command"], default]


@pytest.mark.parametrize("words", _commands(), ids=" ".join)
def test_each_command_is_one_that_the_program_has_with_these_options(words: list[str]) -> None:
    command = [word for word in words[:2] if word.isalpha() or word == "run-due"]
    said = subprocess.run(
        [sys.executable, "-m", "reckoner", *command, "--help"], cwd=ROOT, capture_output=True, text=True,
        check=True, env={**os.environ, "COLUMNS": "200"},
    ).stdout  # fmt: skip
    assert all(word in said for word in words if word.startswith("--"))


def test_the_compose_file_holds_no_secret_and_writes_where_it_may() -> None:
    office = COMPOSE["services"]["office"]
    assert office["read_only"] is True
    assert office["cap_drop"] == ["ALL"]
    assert set(COMPOSE["secrets"]) == {"pgpass", "database"}
    assert "PASSWORD:" not in (DEPLOY / "compose.yaml").read_text("utf-8")
    for volume in COMPOSE["services"]["proxy"]["volumes"]:
        name = volume.split(":")[0]
        assert name.startswith("./secrets/") or (DEPLOY / name).exists()


def test_both_proxies_say_the_same() -> None:
    [given] = [each["data"]["default.conf"] for each in MANIFESTS if each["kind"] == "ConfigMap"]
    ours = re.sub(r"^#.*", "", (DEPLOY / "proxy.conf").read_text("utf-8"), flags=re.MULTILINE)
    assert given.split() == ours.split()


@pytest.mark.parametrize(
    "where", ["deploy/proxy.conf", "deploy/kubernetes.yaml", "docs/machine.md", "docs/desk.md"]
)
def test_each_proxy_passes_the_name_with_its_port_and_who_calls(where: str) -> None:
    """Browsers name the port in `Origin`, so a desk that hears of none takes no form."""
    text = (DEPLOY.parent / where).read_text("utf-8")
    passed = dict(re.findall(r"proxy_set_header (\S+) (\S+);", text))
    assert passed == {"Host": "$http_host", "X-Forwarded-For": "$remote_addr", "X-Forwarded-Proto": "$scheme"}
    assert int(re.findall(r"client_max_body_size (\d+)m;", text)[0]) * 2**20 > MOST_SENT


def test_what_is_well_is_told_from_what_is_not() -> None:
    script = [sys.executable, str(DEPLOY / "healthy.py")]
    with socket.create_server(("127.0.0.1", 0)) as open_port:
        port = str(open_port.getsockname()[1])
        assert subprocess.run([*script, port], check=False).returncode == 0
    assert subprocess.run([*script, port], check=False, capture_output=True).returncode != 0
