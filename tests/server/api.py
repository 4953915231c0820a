# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's description, and calls to a real server that are held against it.

    api = Api(server.address)
    answer = api.call("getSession", user="chenyan")
    answer.status, answer.json

Every answer must be one that the description lists for that operation: its status (or the default), its headers (none
missing, none besides), its content type and its schema. What was seen is kept in api.seen as (operation, status).
"""
import hashlib
import json
import pathlib
import urllib.error
import urllib.parse
import urllib.request
import warnings

import yaml

from waiting import SCALE

warnings.simplefilter("ignore", DeprecationWarning)
import jsonschema  # noqa: E402  pylint: disable=wrong-import-position

FILE = pathlib.Path(__file__).resolve().parents[2] / "data" / "api" / "openapi.yaml"
METHODS = ("get", "put", "post", "delete")
PASSWORD = "galley-demo"
# What HTTP itself and the server's own policy put into every answer.
GENERAL_HEADERS = {"cache-control", "connection", "content-length", "content-type", "date", "server",
                   "x-content-type-options"}


def canonical(value):
    """The one text of a JSON value. Python sorts by code points, which for UTF-8 is the order of the bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(article):
    """Worked out here from the description, not by the server's code."""
    content = json.loads(json.dumps(article))
    galley = content.get("galley", {})
    galley.pop("state", None)
    if not galley:
        content.pop("galley", None)
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def resolve(root, node):
    while isinstance(node, dict) and "$ref" in node:
        found = root
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.type = (headers.get("Content-Type") or "").split(";")[0]
        self.json = json.loads(body) if self.type.endswith("json") and body else None
        self.etag = headers.get("ETag")

    @property
    def problem(self):
        return self.json["type"].rsplit(":", 1)[1]


class Api:
    def __init__(self, address):
        self.address, self.tokens, self.seen = address, {}, set()
        self.root = yaml.safe_load(FILE.read_text())
        self.operations = {}
        for path, item in self.root["paths"].items():
            for method in METHODS:
                if method in item:
                    self.operations[item[method]["operationId"]] = (method.upper(), path, item[method])
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def listed(self):
        """Every (operation, status) of the description, the defaults left out."""
        return {(name, int(status)) for name, (_, _, operation) in self.operations.items()
                for status in operation["responses"] if status != "default"}

    def schema_errors(self, schema, value):
        whole = {"components": self.root["components"], **schema}
        return [f"{error.json_path}: {error.message[:200]}"
                for error in jsonschema.Draft202012Validator(whole).iter_errors(value)]

    def send(self, method, target, headers=None, body=None):
        request = urllib.request.Request(self.address + target, data=body, headers=headers or {}, method=method)
        try:
            with self.opener.open(request, timeout=20 * SCALE) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def sign_in(self, user):
        if user not in self.tokens:
            answer = self.call("signIn", body={"user": user, "password": PASSWORD})
            assert answer.status == 201, answer.body
            self.tokens[user] = answer.json["token"]
        return self.tokens[user]

    def get_body_type(self, name):
        """The content type that the operation takes, or None."""
        return next(iter(self.operations[name][2].get("requestBody", {}).get("content", {})), None)

    def call(self, name, *ids, user=None, token=None, body=None, headers=None, **query):
        """@ids fill the path in order. @body: bytes as they are, anything else as JSON; it goes out under the content
        type of the description unless @headers has another."""
        method, path, operation = self.operations[name]
        for value in ids:
            begin, end = path.index("{"), path.index("}")
            path = path[:begin] + value + path[end + 1:]
        if query:
            path += "?" + urllib.parse.urlencode(query)
        headers = dict(headers or {})
        if user:
            token = self.sign_in(user)
        if token:
            headers["Authorization"] = "Bearer " + token
        if body is not None:
            headers.setdefault("Content-Type", self.get_body_type(name) or "application/json")
            body = body if isinstance(body, bytes) else canonical(body).encode()
        answer = self.send(method, path, headers, body)
        self.check(name, operation, answer)
        return answer

    def check(self, name, operation, answer):
        """Holds @answer against what is listed."""
        responses = operation["responses"]
        listed = resolve(self.root, responses.get(str(answer.status), responses.get("default")))
        where = f"{name} {answer.status}"
        assert str(answer.status) in responses or answer.status in (400, 404, 405, 411, 413, 500), where
        self.seen.add((name, answer.status))
        assert answer.headers.get("Cache-Control") == "no-store", where
        self.check_headers(where, listed.get("headers", {}), answer.headers)
        content = listed.get("content")
        if content is None:
            assert not answer.body, f"{where} has a body"
            return
        assert answer.type in content, f"{where} is {answer.type}"
        if "schema" in content[answer.type]:
            errors = self.schema_errors(content[answer.type]["schema"], answer.json)
            assert not errors, f"{where}: {errors}"
            assert canonical(answer.json).encode() == answer.body, f"{where} is not canonical"
        if answer.type == "application/problem+json":
            assert answer.json["status"] == answer.status and answer.json["title"], f"{where}: {answer.json}"

    def check_headers(self, where, listed, headers):
        unlisted = {header.lower() for header in headers} - GENERAL_HEADERS - {header.lower() for header in listed}
        assert not unlisted, f"{where} has headers that are not listed: {unlisted}"
        for header, about in listed.items():
            about = resolve(self.root, about)
            if header not in headers:
                assert not about.get("required"), f"{where}: no {header}"
                continue
            errors = self.schema_errors(about["schema"], headers[header])
            assert not errors, f"{where} {header}: {errors}"
