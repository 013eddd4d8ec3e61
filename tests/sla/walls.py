"""What the wall clocks of a zone showed at each single minute, and which of those minutes a calendar is open.

A set of minutes is a whole number: bit i stands for the minute that begins i minutes after the window does.
"""

import json
from datetime import date, datetime, timezone
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

DAY_MINUTES = 1440
UTC = timezone.utc
EPOCH = date(1970, 1, 1).toordinal()


class Window:
    """A stretch of minutes, and what the wall clocks of the zones showed during it."""

    def __init__(self, first_day, days):
        self.start = (date.fromisoformat(first_day).toordinal() - EPOCH) * DAY_MINUTES
        self.length = days * DAY_MINUTES
        self._walls = {}

    def walls(self, zone):
        """For each minute: the local date (as an ordinal) and the minute of the local day."""
        if zone not in self._walls:
            info = ZoneInfo(zone)
            walls = []
            for minute in range(self.start, self.start + self.length):
                wall = datetime.fromtimestamp(minute * 60, info)
                walls.append((wall.toordinal(), wall.hour * 60 + wall.minute))
            self._walls[zone] = walls
        return self._walls[zone]

    def forget(self):
        """Frees the walls, once every calendar has been laid on them."""
        self._walls.clear()

    def day(self, index):
        """The UTC date of a day of the window, as text."""
        return date.fromordinal(self.start // DAY_MINUTES + index + EPOCH).isoformat()


@cache
def public_days(region):
    """Public holidays (None) and make-up workdays (the weekday whose hours they have), by date, from the shipped files."""
    days = {}
    for file in sorted((Path(__file__).parents[2] / "shared" / "data" / "holidays").glob(f"{region}-*.json")):
        days |= {day["date"]: day["weekday"] for day in json.loads(file.read_text())["days"]}
    return days


def hours_of(calendar, day):
    """The minutes of a local day at which the calendar is open."""
    weekday = day.weekday()
    intervals = calendar["week"][weekday]
    if calendar["region"] is not None and day.isoformat() in public_days(calendar["region"]):
        works_as = public_days(calendar["region"])[day.isoformat()]
        intervals = [] if works_as is None else calendar["week"][works_as]
    for dated in calendar["dates"]:
        if dated["date"] == day.isoformat():
            hours = dated["hours"]
            if hours["kind"] == "closed":
                intervals = []
            elif hours["kind"] == "weekday":
                intervals = calendar["week"][hours["weekday"]]
            else:
                intervals = hours["intervals"]
            break
    return {minute for interval in intervals for minute in range(interval["start"], interval["end"])}


def open_minutes(calendar, window):
    """The set of minutes of the window at which the calendar is open."""
    if calendar["always"]:
        return (1 << window.length) - 1
    hours = {}
    flags = bytearray(window.length)
    for index, (ordinal, minute) in enumerate(window.walls(calendar["zone"])):
        if ordinal not in hours:
            hours[ordinal] = hours_of(calendar, date.fromordinal(ordinal))
        if minute in hours[ordinal]:
            flags[window.length - 1 - index] = 1
    return int(flags.translate(bytes([48, 49]) + bytes(254)).decode(), 2)


def transitions(zone, first_year, last_year):
    """A zone as data: the offset before `first_year`, and each minute at which the offset changes."""
    info = ZoneInfo(zone)

    def offset(minute):
        return int(datetime.fromtimestamp(minute * 60, info).utcoffset().total_seconds())

    def change(low, high):
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
        return high

    minute = int(datetime(first_year, 1, 1, tzinfo=UTC).timestamp()) // 60
    end = int(datetime(last_year + 1, 1, 1, tzinfo=UTC).timestamp()) // 60
    first, found = offset(minute), []
    while minute < end:
        later = minute + DAY_MINUTES
        if offset(later) != offset(minute):
            at = change(minute, later)
            found.append({"at": at * 60, "offset": offset(at)})
        minute = later
    return {"offset": first, "transitions": found}
