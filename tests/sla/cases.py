"""Cases for the comparison: calendars around every kind of clock change, and tickets whose lives run through them."""

import random

from walls import Window, open_minutes, transitions

DAYS = 140
FIRST_DAYS = 40
PRIORITIES = ["p0", "p1", "p2", "p3"]
NIGHT = [{"start": 0, "end": 390}, {"start": 1320, "end": 1440}]
OFFICE = [{"start": 540, "end": 1080}]
LUNCH = [{"start": 540, "end": 720}, {"start": 810, "end": 1080}]
# Across the hours at which most zones change their clocks.
SMALL_HOURS = [{"start": 20, "end": 45}, {"start": 95, "end": 135}, {"start": 150, "end": 170}, {"start": 185, "end": 600}]
WHOLE_DAY = [{"start": 0, "end": 1440}]

# Each window, and the zones whose clocks do something in it.
WINDOWS = [
    # A leap day; spring in the north, autumn in the south, Ramadan in Morocco.
    ("2024-02-05", ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "Asia/Shanghai"]),
    # Autumn in the north, spring in the south.
    ("2024-09-10", ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Shanghai", "Pacific/Chatham"]),
    # China's spring festival with make-up days.
    ("2025-01-10", ["Asia/Shanghai", "Africa/Casablanca", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Shanghai"]),
    ("2026-01-02", ["Asia/Shanghai", "Africa/Cairo", "America/Havana", "Europe/London", "Asia/Kathmandu", "Asia/Shanghai"]),
    # Clocks changed at midnight: there is a day without 00:00, and one with 23:00 twice.
    ("2018-10-20", ["America/Sao_Paulo", "America/Asuncion", "Australia/Lord_Howe", "Europe/Berlin", "America/Sao_Paulo", "Asia/Tehran"]),
    # A zone that left out a whole day.
    ("2011-12-10", ["Pacific/Apia", "America/Sao_Paulo", "Pacific/Apia", "Asia/Shanghai", "America/New_York", "Europe/Moscow"]),
    # Europe's autumn with China's golden week.
    ("2025-09-15", ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "America/Sao_Paulo"]),
]


class World:
    """A window with its calendars, as data and as sets of open minutes."""

    def __init__(self, rng, first_day, zones):
        self.window = Window(first_day, DAYS)
        self.calendars = {f"c{index}": calendar(rng, zone, self.window) for index, zone in enumerate(zones)}
        self.open = {name: open_minutes(each, self.window) for name, each in self.calendars.items()}
        self.window.forget()
        # As the Rust side reads it.
        table = {"zones": [{"name": zone, **transitions(zone, 2010, 2027)} for zone in sorted(set(zones))]}
        self.line = {"zones": table, "calendars": [[name, each] for name, each in self.calendars.items()]}


def worlds(seed):
    rng = random.Random(f"worlds {seed}")
    return [World(rng, first_day, zones) for first_day, zones in WINDOWS]


def calendar(rng, zone, window):
    style = rng.choice(["office", "lunch", "lunch", "night", "small hours", "whole days", "scattered"])
    day = {"office": OFFICE, "lunch": LUNCH, "night": NIGHT, "small hours": SMALL_HOURS, "whole days": WHOLE_DAY}.get(style)
    week = [day if day is not None else scattered(rng) for _ in range(5)]
    week.append(rng.choice([[], [], [{"start": 540, "end": 720}], day or scattered(rng)]))
    week.append(rng.choice([[], [], [], day or scattered(rng)]))
    if not any(week):
        week[0] = OFFICE
    return {
        "zone": zone,
        "always": rng.random() < 0.04,
        "week": week,
        "dates": dates(rng, window),
        "region": "cn" if zone == "Asia/Shanghai" and rng.random() < 0.8 else None,
    }


def scattered(rng):
    cuts = sorted(rng.sample(range(0, 1441, rng.choice([1, 5, 30])), 2 * rng.randint(0, 4)))
    return [{"start": start, "end": end} for start, end in zip(cuts[::2], cuts[1::2])]


def dates(rng, window):
    """Holidays, make-up workdays and days with hours of their own; many lie on the first weeks, where the tickets are."""
    found = []
    for index in sorted(rng.sample(range(FIRST_DAYS + 30), rng.randint(0, 12))):
        kind = rng.choice(["closed", "weekday", "hours"])
        hours = {"kind": kind}
        if kind == "weekday":
            hours["weekday"] = rng.randrange(7)
        elif kind == "hours":
            hours["intervals"] = rng.choice([OFFICE, LUNCH, NIGHT, SMALL_HOURS, WHOLE_DAY])
        found.append({"date": window.day(index), "name": "x", "hours": hours})
    return found


def case(rng, world):
    """One ticket and the moment at which it is looked at. Instants are minutes."""
    created = world.window.start + 2 * 1440 + rng.randrange(FIRST_DAYS * 1440)
    policies = [policy(rng, world, index) for index in range(rng.choice([1, 1, 2, 3]))]
    happenings, at = [], created
    status, waiting = "open", False
    for _ in range(rng.choice([0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14])):
        at += gap(rng)
        what = happening(rng, status, waiting, policies)
        happenings.append({"at": at, **what})
        status = {"resolved": "verifying", "closed": "closed", "reopened": "open"}.get(what["what"], status)
        waiting = what["what"] == "waited" or (waiting and what["what"] in ("replied", "prioritised", "policy_changed"))
    now = at + gap(rng) if rng.random() < 0.9 else rng.randint(created, at)
    start = world.window.start + rng.randrange(60 * 1440)
    return {
        "policies": policies,
        "policy": rng.choice(policies)["id"],
        "priority": rng.choice(PRIORITIES),
        "created_at": created,
        "happenings": happenings,
        "now": now,
        "sums": {"calendar": rng.choice(list(world.calendars)), "from": start, "add": target(rng), "until": start + rng.randrange(30 * 1440)},
    }


def gap(rng):
    kind = rng.random()
    if kind < 0.08:
        return 0
    return rng.randrange(90) if kind < 0.6 else rng.randrange(20 * 60) if kind < 0.9 else rng.randrange(6 * 1440)


def happening(rng, status, waiting, policies):
    kinds = {
        "open": ["replied"] * 4 + ["customer_wrote"] * 3 + ["waited", "waited", "resolved", "prioritised", "policy_changed", "closed"],
        "verifying": ["reopened", "reopened", "reopened", "closed", "replied", "customer_wrote", "prioritised", "policy_changed"],
        "closed": ["reopened", "reopened", "replied", "customer_wrote", "prioritised", "waited"],
    }[status]
    if waiting:
        kinds = [*kinds, "resumed", "resumed", "resumed"]
    what = rng.choice(kinds if rng.random() < 0.95 else ["resumed", "reopened", "resolved", "waited", "closed"])
    if what == "waited":
        return {"what": what, "on": rng.choice(["customer", "third_party", "approval"])}
    if what == "resumed":
        return {"what": what, "only": rng.choice([None, None, "customer", "third_party", "approval"])}
    if what == "prioritised":
        return {"what": what, "to": rng.choice(PRIORITIES)}
    if what == "policy_changed":
        return {"what": what, "to": rng.choice(policies)["id"]}
    return {"what": what}


def policy(rng, world, index):
    targets = {priority: targets_of(rng, priority) for priority in PRIORITIES}
    return {"id": f"p{index}", "calendar": rng.choice(list(world.calendars)), "targets": targets}


def targets_of(rng, priority):
    return {
        "first_response": target(rng),
        "next_response": rng.choice([None, target(rng)]),
        "resolution": target(rng) if rng.random() < 0.5 else rng.choice([240, 480, 1440, 4320]),
        "always": rng.random() < (0.7 if priority == "p0" else 0.15),
    }


def target(rng):
    return rng.choice([1, 15, 30, 120, 240, 480, 1440, rng.randint(1, 600), rng.randint(1, 3000)])


def line(case_):
    """The case as the Rust side reads it: milliseconds, and full policies."""
    last = len(case_["policies"]) - 1
    policies = [
        {**each, "name": each["id"], "conditions": conditions(["fault"] if index < last else [])}
        for index, each in enumerate(case_["policies"])
    ]
    history = {key: case_[key] for key in ("policy", "priority")}
    history["created_at"] = case_["created_at"] * 60_000
    history["happenings"] = [{**each, "at": each["at"] * 60_000} for each in case_["happenings"]]
    sums = case_["sums"]
    sums = {"calendar": sums["calendar"], "from": sums["from"] * 60_000, "add_ms": sums["add"] * 60_000, "until": sums["until"] * 60_000}
    return {"policies": policies, "history": history, "now": case_["now"] * 60_000, "sums": sums}


def conditions(classes):
    return {"classes": classes, "projects": [], "modules": [], "companies": [], "tags": [], "languages": []}
