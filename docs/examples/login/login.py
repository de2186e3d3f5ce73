#!/usr/bin/python3
"""A login by Nod, as the server of an application does it: ask, wait, and believe only the receipt.

Python 3.11 with python3-jwt 2.6 (Debian's packages). Environment: NOD_ORIGIN, NOD_API_KEY_FILE, NOD_APPLICATION_ID (app_...).
Usage: login.py USER USER_ID        USER_ID (usr_...) was remembered when the account was paired
"""
import json
import os
import sys
import time
import urllib.request
import uuid

import jwt

ORIGIN = os.environ["NOD_ORIGIN"]
APPLICATION = os.environ["NOD_APPLICATION_ID"]
with open(os.environ["NOD_API_KEY_FILE"], encoding="utf-8") as file:
    API_KEY = file.read().strip()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the API key to another address."""

    def redirect_request(self, *args):
        return None


HTTP = urllib.request.build_opener(NoRedirect)


def call(method, path, body=None, headers={}):
    request = urllib.request.Request(ORIGIN + path, method=method)
    request.add_header("Authorization", "Bearer " + API_KEY)
    for name, value in headers.items():
        request.add_header(name, value)
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode()
    with HTTP.open(request, data, timeout=70) as response:
        return response.read().decode()


def verify(receipt, challenge_id, user_id):
    """Returns the claims of a receipt that proves this user's yes to this very login; everything else is an exception."""
    with HTTP.open(ORIGIN + "/.well-known/jwks.json", timeout=10) as response:
        keys = {key["kid"]: key for key in json.load(response)["keys"]}
    header = jwt.get_unverified_header(receipt)
    if header.get("typ") != "nod-receipt+jwt" or header.get("kid") not in keys:
        raise ValueError("not a receipt by a key of this server")
    # The algorithm is ours to say, not the token's.
    key = jwt.PyJWK(keys[header["kid"]], algorithm="ES256").key
    claims = jwt.decode(
        receipt, key, algorithms=["ES256"], issuer=ORIGIN, audience=APPLICATION, options={"require": ["iss", "aud", "iat", "jti", "sub"]}
    )
    expected = {"jti": challenge_id, "sub": user_id, "outcome": "approved"}
    for name, value in expected.items():
        if claims.get(name) != value:
            raise ValueError("the receipt has another " + name)
    # Of an approval by a fallback no device has signed anything; "none" is a mere tap.
    if "fallback" in claims or claims.get("match") not in ("code", "origin"):
        raise ValueError("the receipt shows no device that was given the code")
    if abs(time.time() - claims["iat"]) > 300:
        raise ValueError("the receipt is of another time")
    return claims


def main():
    user, user_id = sys.argv[1:3]
    question = {"user": user, "context": {"userAgent": "Python"}}
    challenge = json.loads(call("POST", "/v1/challenges", question, {"Idempotency-Key": str(uuid.uuid4())}))
    print("Type this in Nod:", challenge["code"], flush=True)
    path = "/v1/challenges/" + challenge["id"]
    state = "pending"
    while state == "pending":
        state = json.loads(call("GET", path + "?wait=50"))["state"]
    if state != "approved":
        sys.exit("Nobody is let in: " + state)
    claims = verify(call("GET", path + "/receipt"), challenge["id"], user_id)
    print("Let in:", claims["sub"])


if __name__ == "__main__":
    main()
