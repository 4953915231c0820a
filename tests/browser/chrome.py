# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's Chromium without a window, driven by its ChromeDriver (W3C WebDriver over HTTP on loopback).

    with Chrome(folder) as chrome:
        chrome.open(address)
        chrome.look(375, "dark")
        chrome.call("return document.title")
        chrome.shoot(file)

It has a profile of its own in `folder`, no proxy, and resolves no name: whatever a page asks for elsewhere fails, and
`requests()` tells what it asked for.
"""
import base64
import http.client
import json
import pathlib
import re
import subprocess

from waiting import SCALE

ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--no-proxy-server", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
             "--disable-sync", "--lang=zh-CN", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
LONG_ENOUGH = 60 * SCALE  # seconds for one command


class Chrome:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.driver, self.port, self.session = None, 0, None

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "log", "ab") as log:
            self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=log, text=True)
        for line in self.driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                self.port = int(found.group(1))
                break
        assert self.port, "chromedriver named no port"
        options = {"args": [*ARGUMENTS, f"--user-data-dir={self.folder / 'profile'}"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"performance": "ALL"}}
        self.session = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        return self

    def __exit__(self, *_):
        try:
            if self.session:
                self._ask("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()
            self.driver.stdout.close()
            self.driver.wait(LONG_ENOUGH)

    def _ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG_ENOUGH)
        try:
            text = json.dumps(body) if body is not None else None
            connection.request(method, path, text, {"Content-Type": "application/json"})
            answer = json.load(connection.getresponse())["value"]
        finally:
            connection.close()
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(f"{answer['error']}: {answer['message'][:400]}")
        return answer

    def _tell(self, command, body):
        return self._ask("POST", f"/session/{self.session}/{command}", body)

    def devtools(self, command, **parameters):
        """A command of the DevTools protocol."""
        return self._tell("goog/cdp/execute", {"cmd": command, "params": parameters})

    def open(self, address):
        """Returns when the page and what belongs to it are there."""
        self._tell("url", {"url": address})

    def look(self, width, scheme, height=900):
        """So wide a window, and whether its reader likes it "light" or "dark"."""
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def print(self, file):
        """The page on paper, as PDF."""
        page = self.devtools("Page.printToPDF", preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69)
        file.write_bytes(base64.b64decode(page["data"]))

    def call(self, script, *arguments):
        """Runs a function's body in the page, and returns what that returns; a promise is waited for."""
        return self._tell("execute/sync", {"script": script, "args": list(arguments)})

    def shoot(self, file):
        """The whole page, as far down as it goes."""
        picture = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(picture["data"]))

    def requests(self):
        """The addresses that were asked for since it was last asked."""
        addresses = []
        for entry in self._tell("se/log", {"type": "performance"}):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                addresses.append(message["params"]["request"]["url"])
        return addresses
