"""A certificate authority of the tests' own, and a certificate for this machine's address from it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificates:
    """Files in PEM form: what to trust, and what a server on 127.0.0.1 or localhost shows."""

    authority: Path
    certificate: Path
    key: Path


def make_certificates(folder: Path) -> Certificates:
    """Made anew with openssl, which Debian's Dovecot brings along."""
    folder.mkdir(parents=True, exist_ok=True)
    authority, certificate, key = folder / "ca.pem", folder / "server.pem", folder / "server.key"
    subject = ("-subj", "/CN=Reckoner tests")
    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30")
    _openssl("req", "-x509", *new, "-keyout", folder / "ca.key", "-out", authority, *subject)
    names = ("-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-addext", "basicConstraints=CA:FALSE")
    signed = ("-CA", authority, "-CAkey", folder / "ca.key")
    _openssl(
        "req", "-x509", *new, *signed, *names, "-keyout", key, "-out", certificate, "-subj", "/CN=server"
    )
    return Certificates(authority, certificate, key)


def _openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)
