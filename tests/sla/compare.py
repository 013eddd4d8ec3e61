"""Compares the SLA clocks of `shared` with the oracle on generated cases, down to the millisecond.

    python3 tests/sla/compare.py --program target/debug/examples/sla_cases --cases 100000 --seed 1
"""

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
import zoneinfo

from cases import case, line, worlds
from oracle import MINUTE_MS, Judge, OutOfWindow, add, measure, next_opening

CHUNK = 500
SHOWN_MAX = 3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    if sys.version_info < (3, 10):
        sys.exit("Python 3.10 or newer is needed, because older ones cannot count the bits of a number.")
    if "Asia/Shanghai" not in zoneinfo.available_timezones():
        sys.exit("Python finds no time zones: install the system's zone data (Debian: `apt-get install tzdata`).")
    began = time.monotonic()
    # Made before the processes are, which so share them.
    compare.worlds = worlds(options.seed)
    compare.program = options.program
    compare.seed = options.seed
    compared, wrong, states = 0, [], {}
    chunks = [(index, min(CHUNK, options.cases - index * CHUNK)) for index in range(-(-options.cases // CHUNK))]
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        for agreed, disagreed, seen in pool.imap_unordered(compare, chunks):
            compared += agreed + len(disagreed)
            wrong += disagreed
            for state, count in seen.items():
                states[state] = states.get(state, 0) + count
    for each in sorted(wrong, key=lambda each: len(each["case"]["happenings"]))[:SHOWN_MAX]:
        print(json.dumps(each, indent=1))
    print(f"Clocks seen: {', '.join(f'{count} {state}' for state, count in sorted(states.items()))}")
    print(f"{compared - len(wrong)} cases agree, {len(wrong)} do not (seed {options.seed}, {time.monotonic() - began:.0f} s)")
    sys.exit(1 if wrong or compared < options.cases else 0)


def compare(chunk):
    """One chunk of cases: how many agree, those that do not, and how often each state was seen."""
    index, count = chunk
    rng = random.Random(f"{compare.seed} {index}")
    world_index = index % len(compare.worlds)
    world = compare.worlds[world_index]
    drawn = []
    while len(drawn) < count:
        each = case(rng, world)
        try:
            drawn.append((each, expected(each, world)))
        except OutOfWindow:
            continue
    lines = "\n".join(json.dumps(each) for each in [world.line, *(line(each) for each, _ in drawn)])
    answers = subprocess.run([compare.program], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    wrong, seen = [], {}
    for (each, ours), answer in zip(drawn, answers, strict=True):
        theirs = picked(json.loads(answer))
        if ours != theirs:
            wrong.append({"world": world_index, "case": each, "differs": differences(ours, theirs)})
        for kind, clock in ours["clocks"].items():
            name = f"{kind} {clock['state'] if clock else 'none'}"
            seen[name] = seen.get(name, 0) + 1
    return len(drawn) - len(wrong), wrong, seen


def expected(each, world):
    sums, start = each["sums"], world.window.start
    bits = world.open[sums["calendar"]]
    begin, end = sums["from"] - start, sums["until"] - start
    offset = start * MINUTE_MS
    return {
        "added": add(bits, begin, sums["add"]) + offset,
        "measured_ms": measure(bits, begin, end) * MINUTE_MS,
        "next_opening": next_opening(bits, begin) * MINUTE_MS + offset,
        **Judge(each, world.open, world.window).judge(),
    }


def picked(answer):
    """What the oracle judges, out of an answer of the Rust side."""
    clocks = answer.pop("clocks")
    kinds = {kind: clocks[kind] for kind in ("first_response", "resolution", "next_response")}
    for clock in filter(None, kinds.values()):
        clock["paused"] = clock.pop("paused_for") is not None
    breaches = [{key: value for key, value in breach.items() if key != "carried"} for breach in clocks["breaches"]]
    breaches.sort(key=lambda b: (b["clock"], b["started_at"], b["priority"], b["policy"]))
    return {**answer, "clocks": kinds, "breaches": breaches, "next_due_at": clocks["next_due_at"]}


def differences(ours, theirs, path=""):
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [found for key in ours.keys() | theirs.keys() for found in differences(ours.get(key), theirs.get(key), f"{path}.{key}")]
    return [] if ours == theirs else [f"{path}: oracle {ours}, engine {theirs}"]


if __name__ == "__main__":
    main()
