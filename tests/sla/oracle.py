"""The law of the SLA clocks once more, minute by minute, by someone who has not read the Rust.

A calendar is a set of minutes (see `walls`), and so are "the clock is open" and "the ticket waits". What counts is their
intersection; a due time is the end of its n-th minute. Nothing here knows of spans, offsets or transitions: `zoneinfo` says
what the wall clock showed at each single minute, and that is looked up in the calendar's hours.

All instants are whole minutes since 1970; answers are milliseconds.
"""

MINUTE_MS = 60_000
WARN_PERCENT = 75
ESCALATE_PERCENT = 150


class OutOfWindow(Exception):
    """The answer lies behind the window that was walked: the case cannot be judged."""


def between(start, end):
    """The minutes from `start` up to, not including, `end`."""
    return ((1 << (end - start)) - 1) << start if end > start else 0


def lowest(bits):
    return (bits & -bits).bit_length() - 1


def nth(bits, n):
    """The index of the n-th minute of a set, counted from 1."""
    if bits.bit_count() < n:
        raise OutOfWindow
    index = 0
    width = 1 << max(bits.bit_length() - 1, 0).bit_length()
    while width > 1:
        width //= 2
        low = bits & ((1 << width) - 1)
        count = low.bit_count()
        if n > count:
            n -= count
            bits >>= width
            index += width
        else:
            bits = low
    return index


def instant_of(bits, ms):
    """The earliest instant, in ms from the window's start, by which `ms` of the set have gone by."""
    whole, rest = divmod(ms, MINUTE_MS)
    if rest:
        return nth(bits, whole + 1) * MINUTE_MS + rest
    return (nth(bits, whole) + 1) * MINUTE_MS


def add(bits, start, minutes):
    """The instant `minutes` business minutes after `start`."""
    return instant_of(bits >> start, minutes * MINUTE_MS) + start * MINUTE_MS


def measure(bits, start, end):
    """Business minutes from `start` to `end`."""
    return (bits & between(start, end)).bit_count()


def next_opening(bits, start):
    """The first minute from `start` on at which the calendar is open."""
    rest = bits >> start
    if rest == 0:
        raise OutOfWindow
    return start + lowest(rest)


class Clock:
    """One clock, or one round of the next response: the minutes during which it was open, and how it stopped."""

    def __init__(self, kind, start, terms):
        self.kind = kind
        self.start = start
        self.terms = terms
        self.open = 0
        self.since = start
        self.stopped = None
        self.answered = False
        self.late_stops = []

    def is_open(self):
        return self.since is not None

    def stop(self, at, answered):
        if self.is_open():
            self.open |= between(self.since, at)
            self.since = None
            self.late_stops.append((at, self.terms))
        self.stopped = at
        self.answered = answered

    def go_on(self, at, terms):
        self.since = at
        self.stopped = None
        self.terms = terms


class Story:
    """What a ticket's happenings say up to `now`: each clock's open minutes, the waits, and the terms in force."""

    def __init__(self, case, origin):
        start, end = case["created_at"] - origin, case["now"] - origin
        self.terms = (case["policy"], case["priority"])
        self.force = {}
        self.force_since = start
        self.status = "open"
        self.waiting_on = None
        self.waiting_since = None
        self.waits = 0
        self.first = Clock("first_response", start, self.terms)
        self.resolution = Clock("resolution", start, self.terms)
        self.rounds = []
        for what in case["happenings"]:
            if what["at"] <= case["now"]:
                self.happen(what, what["at"] - origin)
        self.in_force(end)
        self.waits_now = self.waiting_on is not None
        self.end_wait(end)
        for clock in self.clocks():
            if clock.is_open():
                clock.open |= between(clock.since, end)
        self.end = end

    def clocks(self):
        return [self.first, *self.rounds, self.resolution]

    def in_force(self, at):
        self.force[self.terms] = self.force.get(self.terms, 0) | between(self.force_since, at)
        self.force_since = at

    def end_wait(self, at):
        if self.waiting_on is not None:
            self.waits |= between(self.waiting_since, at)
            self.waiting_on = None

    def change_terms(self, at, terms):
        self.in_force(at)
        self.terms = terms
        for clock in self.clocks():
            if clock.is_open():
                clock.terms = terms

    def happen(self, event, at):
        what = event["what"]
        round_ = self.rounds[-1] if self.rounds and self.rounds[-1].is_open() else None
        if what == "replied":
            # A public reply by a person of the team answers whatever the customer waits for.
            if not self.first.answered:
                self.first.stop(at, True)
            if round_:
                round_.stop(at, True)
        elif what == "customer_wrote":
            if self.waiting_on == "customer":
                self.end_wait(at)
            # The oldest unanswered message counts, and only once there was a first response.
            if self.status == "open" and self.first.answered and not round_:
                self.rounds.append(Clock("next_response", at, self.terms))
        elif what == "waited":
            if self.status == "open":
                self.end_wait(at)
                self.waiting_since = at
                self.waiting_on = event["on"]
        elif what == "resumed":
            if event["only"] in (None, self.waiting_on):
                self.end_wait(at)
        elif what == "resolved":
            if self.status == "open":
                self.status = "verifying"
                self.end_wait(at)
                self.resolution.stop(at, True)
                if round_:
                    round_.stop(at, False)
        elif what == "reopened":
            if self.status != "open":
                self.status = "open"
                self.resolution.go_on(at, self.terms)
                if not self.first.answered and not self.first.is_open():
                    self.first.go_on(at, self.terms)
        elif what == "closed":
            if self.status != "closed":
                if self.status == "open":
                    self.resolution.stop(at, False)
                self.status = "closed"
                self.end_wait(at)
                if not self.first.answered:
                    self.first.stop(at, False)
                if round_:
                    round_.stop(at, False)
        elif what == "prioritised":
            self.change_terms(at, (self.terms[0], event["to"]))
        elif what == "policy_changed":
            self.change_terms(at, (event["to"], self.terms[1]))
        else:
            raise ValueError(what)


class Judge:
    """Judges one case: what each clock says at `now`."""

    def __init__(self, case, calendars, window):
        """`calendars` are the sets of open minutes, by name; those of the case's policies are used."""
        self.case = case
        self.window = window
        self.calendars = calendars
        self.policies = {policy["id"]: policy for policy in case["policies"]}

    def ms(self, index_ms):
        return index_ms + self.window.start * MINUTE_MS

    def open_for(self, terms):
        policy = self.policies[terms[0]]
        if policy["targets"][terms[1]]["always"]:
            return (1 << self.window.length) - 1
        return self.calendars[policy["calendar"]]

    def target(self, clock, terms):
        targets = self.policies[terms[0]]["targets"][terms[1]]
        minutes = targets[clock.kind]
        if minutes is None and clock.kind == "next_response":
            minutes = targets["first_response"]
        return minutes

    def judge(self):
        story = Story(self.case, self.window.start)
        clocks = {}
        breaches = []
        dues = []
        for clock in story.clocks():
            found = self.breaches(clock, story)
            breaches += found
            answer = self.answer(clock, story, found)
            clocks[clock.kind] = answer
            if clock.is_open() and answer["due_at"] is not None:
                dues.append(answer["due_at"])
        clocks.setdefault("next_response", None)
        breaches.sort(key=lambda b: (b["clock"], b["started_at"], b["priority"], b["policy"]))
        return {"clocks": clocks, "breaches": breaches, "next_due_at": min(dues, default=None)}

    def counted(self, clock, story, terms):
        """The minutes that count for the clock, up to now."""
        minutes = clock.open & self.open_for(terms)
        return minutes & ~story.waits if clock.kind == "resolution" else minutes

    def reached(self, clock, story, terms, ms, projected):
        """When `ms` are used up: so far, or also (`projected`) if the clock went on from where it is; None if not."""
        minutes = self.counted(clock, story, terms)
        if minutes.bit_count() * MINUTE_MS < ms:
            if not projected:
                return None
            future = clock.stopped if clock.stopped is not None and not clock.is_open() else story.end
            minutes |= self.open_for(terms) & ~between(0, future)
        return instant_of(minutes, ms)

    def breaches(self, clock, story):
        found = []
        kinds = dict.fromkeys([*story.force, *(terms for _, terms in clock.late_stops), clock.terms])
        for terms in kinds:
            due = self.reached(clock, story, terms, self.target(clock, terms) * MINUTE_MS, False)
            if due is None:
                continue
            moments = []
            # A due time is a whole minute; the clock is late as soon as it is open in the minute that begins there.
            minutes = clock.open & story.force.get(terms, 0)
            late = minutes >> (due // MINUTE_MS)
            if late:
                moments.append(due + lowest(late) * MINUTE_MS)
            moments += [at * MINUTE_MS for at, stop_terms in clock.late_stops if stop_terms == terms and at * MINUTE_MS > due]
            if clock.is_open() and clock.terms == terms and story.end * MINUTE_MS > due:
                moments.append(story.end * MINUTE_MS)
            if moments:
                breach = {"clock": clock.kind, "started_at": self.ms(clock.start * MINUTE_MS), "policy": terms[0], "priority": terms[1]}
                found.append({**breach, "due_at": self.ms(due), "at": self.ms(min(moments))})
        return found

    def answer(self, clock, story, found):
        terms = clock.terms
        target = self.target(clock, terms) * MINUTE_MS
        paused = clock.kind == "resolution" and clock.is_open() and story.waits_now
        consumed = self.counted(clock, story, terms).bit_count() * MINUTE_MS
        due = self.reached(clock, story, terms, target, not paused)
        warn = self.reached(clock, story, terms, target * WARN_PERCENT // 100, not paused)
        escalate = self.reached(clock, story, terms, target * ESCALATE_PERCENT // 100, not paused)
        mine = [b["at"] for b in found if (b["policy"], b["priority"]) == terms]
        if mine:
            state = "breached"
        elif not clock.is_open():
            state = "met" if clock.answered else "ended"
        else:
            state = "paused" if paused else "running"
        return {
            "state": state,
            "policy": terms[0],
            "priority": terms[1],
            "started_at": self.ms(clock.start * MINUTE_MS),
            "stopped_at": None if clock.is_open() else self.ms(clock.stopped * MINUTE_MS),
            "due_at": None if due is None else self.ms(due),
            "warn_at": None if warn is None else self.ms(warn),
            "escalate_at": None if escalate is None else self.ms(escalate),
            "breached_at": mine[0] if mine else None,
            "paused": paused,
            "target_ms": target,
            "consumed_ms": consumed,
            "remaining_ms": max(0, target - consumed),
            "overdue_ms": max(0, consumed - target),
        }
