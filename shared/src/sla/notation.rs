//! Service levels as people type them: durations, the hours of a day, and dated days, a line each.

use super::calendar::{DatedDay, DayHours, Interval};
use super::date::Date;
use crate::lang::Lang;
use crate::text::Name;

/// Minutes of "30m", "4h", "1h30m", "30 分钟", "4 小时"; a bare number is minutes. `None` for anything else.
pub fn read_minutes(text: &str) -> Option<u32> {
    let (mut total, mut digits, mut unit) = (0_u32, String::new(), String::new());
    let mut add = |digits: &mut String, unit: &mut String| -> Option<()> {
        let factor = match unit.trim().to_lowercase().as_str() {
            "" | "m" | "min" | "分" | "分钟" => 1,
            "h" | "小时" | "时" => 60,
            _ => return None,
        };
        total = total.checked_add(digits.parse::<u32>().ok()?.checked_mul(factor)?)?;
        digits.clear();
        unit.clear();
        Some(())
    };
    for c in text.trim().chars() {
        match c.is_ascii_digit() {
            true => {
                if !unit.trim().is_empty() {
                    add(&mut digits, &mut unit)?;
                }
                digits.push(c);
            }
            false => unit.push(c),
        }
    }
    add(&mut digits, &mut unit)?;
    Some(total)
}

/// The same the other way.
pub fn write_minutes(minutes: u32, lang: Lang) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let hours = if hours > 0 { format!("{hours} {}", lang.pick("小时", "h")) } else { String::new() };
    let rest = if rest > 0 || minutes == 0 { format!("{rest} {}", lang.pick("分钟", "min")) } else { String::new() };
    [hours, rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The hours of a day from "9:00-12:00, 13:30-18:00"; none of an empty text. `None` where that is not what it says.
pub fn read_hours(text: &str) -> Option<Vec<Interval>> {
    let parts = text.split([',', '，', '、', ';', '；']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(interval).collect()
}

/// The same the other way.
pub fn write_hours(hours: &[Interval]) -> String {
    let clock = |minutes: u16| format!("{}:{:02}", minutes / 60, minutes % 60);
    hours.iter().map(|part| format!("{}-{}", clock(part.start), clock(part.end))).collect::<Vec<_>>().join(", ")
}

/// Days with hours of their own, a line each: a date, its hours (or `closed`, or the weekday whose hours it has), and what
/// it is called. The error is the number of the line that cannot be read, from 1.
pub fn read_dates(text: &str) -> Result<Vec<DatedDay>, usize> {
    let lines = text.lines().enumerate().map(|(place, line)| (place + 1, line.trim())).filter(|(_, line)| !line.is_empty());
    lines.map(|(place, line)| dated(line).ok_or(place)).collect()
}

/// The same the other way.
pub fn write_dates(dates: &[DatedDay], lang: Lang) -> String {
    let line = |day: &DatedDay| {
        let hours = match &day.hours {
            DayHours::Closed => lang.pick("休息", "closed").to_owned(),
            DayHours::Weekday { weekday } => weekday_name(*weekday, lang).to_owned(),
            DayHours::Hours { intervals } => write_hours(intervals).replace(", ", ","),
        };
        format!("{} {hours} {}", day.date, day.name.as_str())
    };
    dates.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Monday is 0.
pub fn weekday_name(weekday: u8, lang: Lang) -> &'static str {
    WEEKDAYS.get(usize::from(weekday)).map_or("", |(zh, en)| lang.pick(zh, en))
}

const WEEKDAYS: [(&str, &str); 7] =
    [("周一", "Mon"), ("周二", "Tue"), ("周三", "Wed"), ("周四", "Thu"), ("周五", "Fri"), ("周六", "Sat"), ("周日", "Sun")];

fn interval(text: &str) -> Option<Interval> {
    let (start, end) = text.split_once(['-', '–', '~', '至'])?;
    Some(Interval { start: clock(start)?, end: clock(end)? })
}

fn clock(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once([':', '：'])?;
    let (hour, minute) = (hour.trim().parse::<u16>().ok()?, minute.trim().parse::<u16>().ok()?);
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}

fn dated(line: &str) -> Option<DatedDay> {
    let (date, rest) = line.split_once(char::is_whitespace)?;
    let rest = rest.trim();
    let (hours, name) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let weekday = WEEKDAYS.iter().position(|(zh, en)| *zh == hours || en.eq_ignore_ascii_case(hours));
    let hours_of_day = match (hours.to_lowercase().as_str(), weekday) {
        ("closed" | "休息" | "放假", _) => DayHours::Closed,
        (_, Some(weekday)) => DayHours::Weekday { weekday: u8::try_from(weekday).ok()? },
        _ => DayHours::Hours { intervals: read_hours(hours)? },
    };
    let name = if name.trim().is_empty() { hours } else { name.trim() };
    Some(DatedDay { date: Date::parse(date)?, name: Name::parse(name).ok()?, hours: hours_of_day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r13_durations_are_read_as_people_write_them() {
        let read = [("30m", 30), ("4h", 240), ("1h30m", 90), ("1h 30 min", 90), ("30 分钟", 30), ("4小时", 240), ("45", 45)];
        for (text, minutes) in read {
            assert_eq!(read_minutes(text), Some(minutes), "{text}");
        }
        for text in ["", "h", "4 days", "-3", "1.5h", "99999999999h", "4h h"] {
            assert_eq!(read_minutes(text), None, "{text}");
        }
        for minutes in [1, 59, 60, 90, 240, 4_320] {
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(read_minutes(&write_minutes(minutes, lang)), Some(minutes));
            }
        }
    }

    #[test]
    fn r14_hours_and_dates_are_written_as_they_are_read() {
        let text = "9:00-12:00, 13:30-18:00";
        assert_eq!(write_hours(&read_hours(text).unwrap()), text);
        assert_eq!(read_hours("9：00至12：00，13:30–24:00").map(|hours| hours.len()), Some(2));
        assert_eq!(read_hours(""), Some(Vec::new()));
        for bad in ["9-12", "9:00", "9:61-10:00", "25:00-26:00", "a:b-c:d"] {
            assert_eq!(read_hours(bad), None, "{bad}");
        }
        let dates = "2026-12-31 closed Stocktaking\n\n2027-01-03 Mon Make-up day\n2026-12-30 9:00-12:00,13:00-15:00 Half day";
        let read = read_dates(dates).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(read_dates(&write_dates(&read, lang)).unwrap(), read);
        }
        assert_eq!(read_dates("2026-12-31 closed\n2026-13-01 closed x").unwrap_err(), 2);
        assert_eq!(read_dates("2026-12-31 休息 盘点\n元旦").unwrap_err(), 2);
    }
}
