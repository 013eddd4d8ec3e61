//! Whether an instant lies in a stretch of the day, by the wall clock of the stretch's zone.

use super::book::Hours;
use crate::sla::date::{Date, WEEKDAYS};
use crate::sla::zone::ZoneTable;
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

const SECOND_MS: i64 = 1_000;

impl Hours {
    /// Never in a zone that is not known.
    pub fn contains(&self, at: Timestamp, zones: &ZoneTable) -> bool {
        let Some(zone) = zones.get(&self.zone) else {
            return false;
        };
        let wall = at.plus(zone.offset_at(at).saturating_mul(SECOND_MS)).0;
        let today = Date::from_days(wall.div_euclid(DAY_MS)).weekday();
        let minute = wall.rem_euclid(DAY_MS) / MINUTE_MS;
        let (from, until) = (i64::from(self.from), i64::from(self.until));
        if from < until {
            return (from..until).contains(&minute) && self.is_on(today);
        }
        let yesterday = (today + WEEKDAYS - 1) % WEEKDAYS;
        (minute >= from && self.is_on(today)) || (minute < until && self.is_on(yesterday))
    }

    fn is_on(&self, weekday: usize) -> bool {
        self.days.is_empty() || self.days.iter().any(|day| usize::from(*day) == weekday)
    }
}
