"""The HTTP function called inside the engine, so under its own policy, as API Gateway calls it."""

from __future__ import annotations

import base64
import json
from typing import Any

from chalice.local import LambdaEventConverter, RouteMatcher

from infra.local.aws import client
from infra.local.deploy import STACK


class LambdaApi:
    """A browser's requests to the function of the installation whose engine is at `engine_port`."""

    def __init__(self, engine_port: int, routes: list[str]) -> None:
        self._lambdas = client("lambda", engine_port)
        stack = client("cloudformation", engine_port).describe_stacks(StackName=STACK)["Stacks"][0]
        self._name = next(
            output["OutputValue"] for output in stack["Outputs"] if output["OutputKey"] == "APIHandlerName"
        )
        self._events = LambdaEventConverter(RouteMatcher(routes), ["*/*"])
        self._headers = {"host": "127.0.0.1", "content-type": "application/json"}

    def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """(status, decoded body) of one request; cookies and the CSRF token are kept from call to call."""
        event = self._events.create_lambda_event(method, path, self._headers, None)
        if body is not None:
            event["body"] = base64.b64encode(json.dumps(body).encode()).decode()
            event["isBase64Encoded"] = True
        answer = self._lambdas.invoke(FunctionName=self._name, Payload=json.dumps(event).encode())
        reply = json.loads(answer["Payload"].read())
        assert "statusCode" in reply, reply
        text = reply.get("body") or ""
        if reply.get("isBase64Encoded"):
            text = base64.b64decode(text).decode()
        self._keep(reply)
        return int(reply["statusCode"]), json.loads(text) if text else None

    def sign_in(self, username: str, password: str) -> None:
        """Be somebody from here on."""
        status, body = self.call("POST", "/api/session", {"username": username, "password": password})
        assert status == 200, body
        self._headers["x-csrf-token"] = body["csrf_token"]

    def _keep(self, reply: dict[str, Any]) -> None:
        several = reply.get("multiValueHeaders", {}).get("Set-Cookie", [])
        for cookie in [*several, *[v for k, v in reply["headers"].items() if k == "Set-Cookie"]]:
            self._headers["cookie"] = cookie.partition(";")[0]
