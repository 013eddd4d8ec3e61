//! Dates of the civil calendar, as a wall shows them.

use serde::{Deserialize, Serialize};

use crate::json::{FromJson, Json};

/// A date without a zone: days since 1970-01-01. Travels as `2026-10-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
#[serde(try_from = "String", into = "String")]
pub struct Date(i64);

/// Days of a week.
pub const WEEKDAYS: usize = 7;
/// Months are counted from March, so that the leap day ends a year; this many days lie between that epoch and 1970-01-01.
const DAYS_FROM_MARCH_0_TO_1970: i64 = 719_468;
const DAYS_PER_ERA: i64 = 146_097;
const YEARS_PER_ERA: i64 = 400;

impl Date {
    /// The date this many days after 1970-01-01.
    pub const fn from_days(days: i64) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    pub const fn days(self) -> i64 {
        self.0
    }

    /// The date of a year, month (1–12) and day (1–31); `None` if there is no such day.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(0..=9999).contains(&year) || !(1..=12).contains(&month) {
            return None;
        }
        let from_march = if month > 2 { year } else { year - 1 };
        let era = from_march.div_euclid(YEARS_PER_ERA);
        let of_era = from_march.rem_euclid(YEARS_PER_ERA);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        let date = Self(era * DAYS_PER_ERA + days - DAYS_FROM_MARCH_0_TO_1970);
        // A day that does not exist comes out as one of the next month.
        (date.parts() == (year, month, day)).then_some(date)
    }

    /// Year, month and day.
    pub fn parts(self) -> (i64, i64, i64) {
        let days = self.0 + DAYS_FROM_MARCH_0_TO_1970;
        let era = days.div_euclid(DAYS_PER_ERA);
        let of_era = days.rem_euclid(DAYS_PER_ERA);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = (from_march + 2) % 12 + 1;
        let year = year + era * YEARS_PER_ERA + i64::from(month <= 2);
        (year, month, day)
    }

    /// 0 is Monday, 6 is Sunday (ISO 8601).
    pub const fn weekday(self) -> usize {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// Reads `2026-10-01`.
    pub fn parse(text: &str) -> Option<Self> {
        let shaped =
            text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
        let mut parts = text.split('-').map(|part| part.parse().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        if shaped { Self::new(year, month, day) } else { None }
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("field_invalid")
    }
}

impl FromJson for Date {
    fn from_json(json: &Json) -> Option<Self> {
        Self::parse(json.text()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r14_every_day_of_eight_centuries_is_read_as_it_is_written() {
        let first = Date::parse("1600-01-01").unwrap();
        let mut weekday = first.weekday();
        assert_eq!(weekday, 5, "a Saturday");
        for days in first.days()..Date::parse("2400-12-31").unwrap().days() {
            let date = Date::from_days(days);
            assert_eq!(Date::parse(&date.to_string()), Some(date));
            assert_eq!(date.weekday(), weekday);
            weekday = (weekday + 1) % WEEKDAYS;
        }
        assert_eq!(Date::parse("1970-01-01").unwrap().days(), 0);
        assert_eq!(Date::parse("2024-02-29").unwrap().days(), 19_782);
    }

    #[test]
    fn r14_a_day_that_does_not_exist_is_none() {
        for text in ["2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-01", "2026-04-1", "", "+026-04-01"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
