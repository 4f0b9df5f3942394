"""A provider of OpenID Connect as a process: ``python provider.py PORT``.

It is oidc-provider-mock, which checks no PKCE and keeps one key: here it checks PKCE, says when somebody
signed in, and does what its callers set: POST /set?rotated=1 (a new key), forged=1 (signs with a key that it
doesn't publish), old=1 (people signed in an hour ago), nonce=x (another nonce than it was asked for).
"""

from __future__ import annotations

import base64
import hashlib
import os
import sys
import time
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import flask
import uvicorn
from authlib import jose
from oidc_provider_mock import _storage, app

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
PROVIDER: flask.Flask = app(require_nonce=True)
CHALLENGES: dict[str, str] = {}
SET: dict[str, str] = {}


@PROVIDER.post("/set")
def change() -> str:
    SET.clear()
    SET.update(flask.request.args)
    if "rotated" in SET:
        flask.g.oidc_provider_mock_storage.jwk = jose.RSAKey.generate_key(is_private=True)
    return ""


@PROVIDER.before_request
def examine() -> flask.typing.ResponseReturnValue | None:
    path, form = flask.request.path, flask.request.form
    if path == "/oauth2/token":
        hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if CHALLENGES.get(form.get("code", "")) != base64.urlsafe_b64encode(hashed).rstrip(b"=").decode():
            return flask.jsonify(error="invalid_grant", error_description="PKCE"), 400
    if path == "/jwks" and "forged" in SET:
        key = jose.RSAKey.generate_key(is_private=True)
        return flask.jsonify(jose.KeySet((key,)).as_dict())
    return None


@PROVIDER.after_request
def remember(answer: flask.Response) -> flask.Response:
    came, asked = parse_qs(urlsplit(answer.headers.get("Location", "")).query), flask.request.args
    if "code" in came and asked.get("code_challenge_method") == "S256":
        CHALLENGES[came["code"][0]] = asked["code_challenge"]
    if "code" in came and "nonce" in SET:
        known = flask.g.oidc_provider_mock_storage
        code = known.get_authorization_code(came["code"][0])
        known.store_authorization_code(replace(code, nonce=SET["nonce"]))
    return answer


def signed_in_at(_code: object) -> int:
    return time.time_ns() // 10**9 - (3600 if "old" in SET else 0)


if __name__ == "__main__":
    _storage.AuthorizationCode.get_auth_time = signed_in_at
    uvicorn.run(PROVIDER, interface="wsgi", port=int(sys.argv[1]), log_level="warning")
