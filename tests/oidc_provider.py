"""A small OpenID Connect provider on loopback: it knows one person and asks nothing."""

import base64
import hashlib
import json
import secrets
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "evalsite", "a secret of two"


class Provider(ThreadingHTTPServer):
    """What it tells can be changed: the person, the id token's own claims, whether it works."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.person = {"sub": "7", "email": "ann@example.org", "email_verified": True}
        self.claims, self.broken, self.asked, self.codes = {}, False, [], {}

    def id_token(self):
        claims = {"iss": self.url, "aud": CLIENT, "exp": time.time() + 60, "iat": time.time()}
        claims |= self.person | self.claims
        return jwt.encode(claims, self.key, "RS256", headers={"kid": "one"})

    def jwks(self):
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [key | {"kid": "one", "use": "sig", "alg": "RS256"}]}


@contextmanager
def running_provider():
    provider = Provider()
    thread = Thread(target=provider.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.asked.append(parts.path)
        answers = {
            "/.well-known/openid-configuration": self._configuration,
            "/jwks": self.server.jwks,
            "/userinfo": self._userinfo,
        }
        if self.server.broken:
            self.send_error(503)
        elif parts.path == "/authorize":
            self._authorize(asked)
        elif parts.path in answers:
            self._answer(answers[parts.path]())
        else:
            self.send_error(404)

    def do_POST(self):
        self.server.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        kept = self.server.codes.pop(asked.get("code"), None)
        known = (asked.get("client_id"), asked.get("client_secret")) == (CLIENT, SECRET)
        if not known or kept != (challenge, asked.get("redirect_uri")):
            self._answer({"error": "invalid_grant"}, 400)
            return
        token = {"access_token": "open", "token_type": "Bearer", "expires_in": 60}
        self._answer(token | {"id_token": self.server.id_token()})

    def _configuration(self):
        places = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "jwks_uri": "jwks",
        }
        url = self.server.url
        return {
            "issuer": url,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **{name: f"{url}/{place}" for name, place in places.items()},
        }

    def _userinfo(self):
        allowed = self.headers.get("Authorization") == "Bearer open"
        return self.server.person if allowed else {}

    def _authorize(self, asked):
        code = secrets.token_urlsafe()
        self.server.codes[code] = (asked["code_challenge"], asked["redirect_uri"])
        back = urlencode({"code": code, "state": asked["state"]})
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.end_headers()

    def _answer(self, content, status=200):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass
