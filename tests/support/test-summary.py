# SPDX-License-Identifier: GPL-3.0-or-later
"""What meson leaves behind is counted alike, whichever way it writes the names of tests."""
import json
import pathlib
import tempfile

from summary import Summary
from tap import Tap

JUNIT = """<?xml version='1.0' encoding='utf-8'?>
<testsuites><testsuite name="galley.{0}">
<testcase name="1 /a/one" classname="galley.{0}"/>
<testcase name="2 /a/two" classname="galley.{0}"><failure/></testcase>
<testcase name="3 /a/three" classname="galley.{0}"><skipped/></testcase>
</testsuite><testsuite name="galley.{1}">
<testcase name="1 /b/one" classname="galley.{1}"/>
</testsuite></testsuites>
"""

tap = Tap()

for form in ("galley:headless / {}", "headless - galley:{}"):
    @tap.case(f"names like {form.format('x')}")
    def _():
        with tempfile.TemporaryDirectory(prefix="galley-summary-") as folder:
            logs = pathlib.Path(folder)
            counted, killed = form.format("base/counted"), form.format("base/killed")
            (logs / "headless.junit.xml").write_text(JUNIT.format(counted, killed), encoding="utf-8")
            (logs / "headless.json").write_text("\n".join(json.dumps(outcome) for outcome in (
                {"name": counted, "result": "FAIL", "returncode": 1},
                {"name": killed, "result": "TIMEOUT", "returncode": -15})), encoding="utf-8")
            summary = Summary()
            summary.add_group(logs, "headless", ["base/counted", "base/killed", "base/left-out"])
        assert summary.line() == "2 passed, 3 failed, 1 skipped", summary.line()
        assert summary.failures == ["base/counted: 2 /a/two", "base/killed: timeout, status -15",
                                    "base/left-out: did not run"], summary.failures


@tap.case("what a program printed may be no XML")
def _():
    with tempfile.TemporaryDirectory(prefix="galley-summary-") as folder:
        logs = pathlib.Path(folder)
        text = JUNIT.format("base/counted", "base/printed").replace("</testsuites>", "\x02\x00</testsuites>")
        (logs / "headless.junit.xml").write_bytes(text.encode().replace(b"</testsuites>", b"\xff</testsuites>"))
        summary = Summary()
        summary.add_group(logs, "headless", [])
    assert summary.line() == "2 passed, 1 failed, 1 skipped", summary.line()


@tap.case("a failure says why: the error of its traceback, or what it said last")
def _():
    said = ("<system-out>ok 1 /a/one\nnot ok 2 /a/two\n# Traceback (most recent call last):\n#   File \"a.py\"\n"
            "# waiting.Waited: waited in vain\n# what the program said\nok 3 /a/three # SKIP\n</system-out></testsuite>")
    with tempfile.TemporaryDirectory(prefix="galley-summary-") as folder:
        logs = pathlib.Path(folder)
        for error, why in (("# waiting.Waited: waited in vain\n", "waiting.Waited: waited in vain"),
                           ("", "what the program said")):
            text = JUNIT.format("base/counted", "base/other").replace(
                "</testsuite>", said.replace("# waiting.Waited: waited in vain\n", error), 1)
            (logs / "headless.junit.xml").write_text(text, encoding="utf-8")
            summary = Summary()
            summary.add_group(logs, "headless", [])
            assert summary.failures == [f"base/counted: 2 /a/two ({why})"], summary.failures


tap.done()
