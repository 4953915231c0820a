# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of the program to a window that can be used: with 10,000 and with 100,000 articles of 3 KB in the
store, in shuffled turns with gnome-text-editor and with an empty libadwaita window. Then what the preview costs, and
whether all of it is given back when nobody looks at it.

Four times of each, in milliseconds from the start of the program:

mapped     the window is on the screen, still empty
painted    it shows sixteen colours
rested     nothing on the screen changes for two seconds; the time is that of the last change, so that a list which
           fills after the first frame counts until it is full
answered   keys that are pressed as soon as the window is mapped, a letter into the search or into the editor's text,
           can be seen there; launched once more for it
"""
import pathlib
import random
import signal
import subprocess
import tempfile
import time

from app import App
from display import Display
from figures import BUILD, median, program
from server import DEMO, Server
from waiting import wait_until
from xtest import Keyboard

ROUNDS, QUICK_ROUNDS = 7, 3
COUNT, LARGE_COUNT, ARTICLE_BYTES = 10_000, 100_000, 2800
USER, PASSWORD = "xiaohe", "galley-demo"
MOST_RATIO, MOST_MEMORY_RATIO, MOST_GROWTH, MOST_WITH_PREVIEW = 1.2, 1.5, 1.1, 300
LETTING_GO = 60
# What is pressed, and where it shows: x, y, width, height.
OUR_KEYS, OUR_PLACE = ("ctrl+l", "x"), (10, 58, 290, 40)
EDITOR_KEYS, EDITOR_PLACE = ("x",), (0, 50, 700, 400)
TOOL = BUILD / "src/tool/galley-tool"


def children(pid):
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *children(int(child))]
    return found


def memory(pid):
    """Proportional set size of a process and of all that it started, in MB."""
    total = 0
    for each in [pid, *children(pid)]:
        try:
            text = pathlib.Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue  # it ended meanwhile
        total += int(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1])
    return total / 1024


def has_web_process(pid):
    for each in children(pid):
        try:
            if pathlib.Path(f"/proc/{each}/comm").read_text().startswith("WebKit"):
                return True
        except OSError:
            pass
    return False


def fill(computer, server, count):
    """A computer that has synchronised with the demo newsroom once, and holds so many articles more."""
    password = computer.folder / "password"
    password.write_text(PASSWORD)
    subprocess.run([TOOL, "sync", "--address", server.address, "--user", USER, "--password-file", password],
                   env=computer.env, check=True, stdout=subprocess.DEVNULL)
    account = next(path.parent for path in computer.data.glob("*/account.json"))
    subprocess.run([program("bench-fill"), "served", account, str(count), str(ARTICLE_BYTES), USER], check=True)


def launch(display, command, env, keys=(), place=()):
    """Milliseconds until the window has come to rest, and its memory then. Keys are pressed once it is mapped."""
    keyboard = Keyboard(display.env["DISPLAY"])
    with subprocess.Popen([program("bench-watch"), *map(str, place)], stdout=subprocess.PIPE, text=True,
                          env=display.env) as watch:
        assert watch.stdout.readline() == "ready\n", "the display cannot be watched"
        begin = time.clock_gettime(time.CLOCK_MONOTONIC) * 1000
        process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        said = dict([watch.stdout.readline().split() or ("mapped", "0")])
        for key in keys:
            keyboard.strike(key)
        said |= dict(line.split() for line in watch.stdout)
    assert watch.returncode == 0, f"{command[0]} showed no window"
    figures = {name: float(said[name]) - begin for name in ("mapped", "painted", "rested")}
    figures |= {"memory": memory(process.pid), "web": has_web_process(process.pid)}
    process.send_signal(signal.SIGTERM)
    process.wait(10)
    keyboard.close()
    return figures


def launch_twice(display, command, env, keys, place):
    """As launch(), with the time until keys were answered, from a launch of its own."""
    figures = launch(display, command, env)
    if keys:
        figures["answered"] = launch(display, command, env, keys, place)["rested"]
    return figures


def measure_turns(computers, rounds):
    commands = {"editor": ["gnome-text-editor"], "bare": [program("bench-window")]}
    figures = {name: [] for name in (*commands, *computers)}
    for _ in range(rounds + 1):
        with Display(size="1366x768", lang="zh_CN.UTF-8") as display:
            for name in random.sample(list(figures), len(figures)):
                if name in computers:
                    app = App(computers[name], env=display.env)
                    figures[name].append(launch_twice(display, [app.program], app.env, OUR_KEYS, OUR_PLACE))
                else:
                    keys = EDITOR_KEYS if name == "editor" else ()
                    figures[name].append(launch_twice(display, commands[name], display.env, keys, EDITOR_PLACE))
    # The first round has warmed what is read from the disk.
    return {name: {key: median([turn[key] for turn in turns[1:]]) for key in turns[0]}
            for name, turns in figures.items()}


def measure_preview(folder):
    """Memory with an open article and its page, and after the side pane was hidden."""
    with Display(size="1600x1000", lang="zh_CN.UTF-8") as display:
        display.adopt()
        with App(folder, env=display.env) as app:
            app.start()
            wait_until(lambda: has_web_process(app.pid) or app.activate("next-article"), "the preview", 20, step=0.5)
            levels = []

            def is_steady():
                levels.append(memory(app.pid))
                return len(levels) > 4 and max(levels[-4:]) - min(levels[-4:]) < 1
            wait_until(is_steady, "memory to come to rest", 30, step=0.5)
            app.activate("show-side")
            wait_until(lambda: not has_web_process(app.pid), "the preview to be let go", LETTING_GO, step=0.5)
            after = memory(app.pid)
            app.terminate()
    return max(levels), after


def run(table, quick):
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-start.") as name:
        folder = pathlib.Path(name)
        computers = {COUNT: folder / "computer", LARGE_COUNT: folder / "large"}
        server = Server(folder / "server")
        server.init("--demo", DEMO)
        with server:
            for count, computer in computers.items():
                fill(App(computer), server, count)
        figures = measure_turns(computers, QUICK_ROUNDS if quick else ROUNDS)
        with_preview, after = measure_preview(computers[COUNT])

    ours, large, editor, bare = figures[COUNT], figures[LARGE_COUNT], figures["editor"], figures["bare"]
    table.begin("start")
    table.compare("window mapped, 10,000 articles", ours["mapped"], "ms", "gnome-text-editor", editor["mapped"])
    table.compare("first picture, 10,000 articles", ours["painted"], "ms", "gnome-text-editor", editor["painted"])
    table.compare("keys answered, 10,000 articles", ours["answered"], "ms", "gnome-text-editor", editor["answered"],
                  most_ratio=MOST_RATIO)
    table.compare("window at rest, 10,000 articles", ours["rested"], "ms", "gnome-text-editor", editor["rested"],
                  most_ratio=MOST_RATIO)
    table.compare("window at rest, 10,000 articles", ours["rested"], "ms", "empty window", bare["rested"])
    table.compare("keys answered, 100,000 articles", large["answered"], "ms", "with 10,000", ours["answered"],
                  most_ratio=MOST_GROWTH)
    table.compare("window at rest, 100,000 articles", large["rested"], "ms", "with 10,000", ours["rested"],
                  most_ratio=MOST_GROWTH)
    table.compare("memory, PSS, 10,000 articles", ours["memory"], "MB", "gnome-text-editor", editor["memory"],
                  most_ratio=MOST_MEMORY_RATIO)
    table.compare("memory, PSS, 100,000 articles", large["memory"], "MB", "gnome-text-editor", editor["memory"])
    table.compare("memory, PSS, with an article and its page", with_preview, "MB", most=MOST_WITH_PREVIEW)
    table.compare("memory, PSS, with the page hidden again", after, "MB", "before", ours["memory"])
    if ours["web"] or large["web"]:
        table.faults.append("WebKit runs though no page is shown")
