#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what `meson test` left behind and counts every single TAP case.

    summary.py BUILD GROUP...     lists the failures, then prints "N passed, N failed, N skipped"

Cases come from GROUP.junit.xml. That file does not say when a program crashed after its last case or was
stopped, so the outcome of each program comes from GROUP.json; a planned test that is in neither did not run.
Each of these counts as one failed case more.
"""
import itertools
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BAD = {"FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS"}


def bare(name):
    """Where it means the test `name` meson writes "project:suite / name", newer ones "suite - project:name"."""
    return re.sub(r"^(.* / |.* - [^:]*:)", "", name)


def why(said, case):
    """The last line of the diagnostics behind that case, which in a traceback is the error itself."""
    _, _, behind = (said or "").partition(f"\nnot ok {case}\n")
    lines = list(itertools.takewhile(lambda line: line.startswith("#"), behind.splitlines()))
    errors = [line for line in lines if re.match(r"# [\w.]+(Error|Waited|Exception)?: ", line)]
    return f" ({(errors or lines)[-1][2:202]})" if lines else ""


class Summary:
    def __init__(self):
        self.passed, self.skipped, self.failures = 0, 0, []

    def line(self):
        return f"{self.passed} passed, {len(self.failures)} failed, {self.skipped} skipped"

    def fail(self, what):
        self.failures.append(what)

    def add_group(self, logs, group, planned):
        """planned: names of the tests that belong to the group."""
        junit, outcomes = logs / f"{group}.junit.xml", logs / f"{group}.json"
        failed_in, plain = self._add_cases(junit) if junit.exists() else (set(), set())
        seen = set()
        if outcomes.exists():
            for line in outcomes.read_text(encoding="utf-8").splitlines():
                outcome = json.loads(line)
                name = bare(outcome["name"])
                seen.add(name)
                if outcome["result"] in BAD and name not in failed_in:
                    self.fail(f"{name}: {outcome['result'].lower()}, status {outcome.get('returncode')}")
                elif name in plain and outcome["result"] in {"OK", "EXPECTEDFAIL"}:
                    self.passed += 1
                elif outcome["result"] == "SKIP" and not outcome["returncode"] and "1..0" not in outcome.get("stdout", ""):
                    if name in plain:
                        self.skipped -= 1
                        self.fail(f"{name}: ended without a test")
        for name in planned:
            if name not in seen:
                self.fail(f"{name}: did not run")

    def _add_cases(self, junit):
        """Returns the names of tests with a case that failed, and of programs that have no cases."""
        failed_in, plain = set(), set()
        # What a program printed stands in it as it is, and a damaged store prints what no XML takes.
        text = NO_XML.sub("\ufffd", junit.read_bytes().decode("utf-8", "replace"))
        suites = list(ET.fromstring(text).iter("testsuite"))
        said = {case: suite.findtext("system-out") for suite in suites for case in suite.iter("testcase")}
        for case in said:
            _, dot, test = case.get("classname").partition(".")
            test = bare(test or case.get("name"))
            if case.find("failure") is not None or case.find("error") is not None:
                failed_in.add(test)
                self.fail(f"{test}: {case.get('name')}{why(said.get(case), case.get('name'))}" if dot else test)
            elif case.find("skipped") is not None:
                self.skipped += 1
                if not dot:
                    plain.add(test)
            elif dot:
                self.passed += 1
            else:
                plain.add(test)
        return failed_in, plain


def planned_tests(build):
    """{name: [suites]} of everything registered in the build folder."""
    tests = json.loads((build / "meson-info" / "intro-tests.json").read_text(encoding="utf-8"))
    return {test["name"]: [suite.rpartition(":")[2] for suite in test["suite"]] for test in tests}


def main():
    build = pathlib.Path(sys.argv[1])
    summary = Summary()
    for group in sys.argv[2:]:
        summary.add_group(build / "meson-logs", group, [])
    for failure in summary.failures:
        print("failed:", failure)
    print(summary.line())
    return 1 if summary.failures or not summary.passed else 0


if __name__ == "__main__":
    sys.exit(main())
