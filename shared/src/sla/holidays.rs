//! Public holidays and make-up workdays (调休) that ship with the product, a file a year. A workspace's own dates win over them.

use super::date::Date;
use crate::json;

words! {
    /// Whose public holidays are shipped.
    Region {
        China = "cn", "中国大陆", "Mainland China";
    }
}

/// The files of a region in order of years, made by `scripts/holidays.mjs` from announcements of the State Council.
const CHINA: &[(i64, &str)] =
    &[(2025, include_str!("../../data/holidays/cn-2025.json")), (2026, include_str!("../../data/holidays/cn-2026.json"))];

/// A public holiday, or a workday in its stead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicDay {
    pub date: Date,
    pub zh: String,
    pub en: String,
    /// The weekday whose hours a make-up workday has, 0 is Monday; `None` on a holiday.
    pub weekday: Option<u8>,
}

crate::from_json!(PublicDay { date, zh, en, weekday });

struct Year {
    days: Vec<PublicDay>,
}

crate::from_json!(Year { days });

const fn files(region: Region) -> &'static [(i64, &'static str)] {
    match region {
        Region::China => CHINA,
    }
}

/// All days known, in order.
pub fn of(region: Region) -> Vec<PublicDay> {
    files(region).iter().filter_map(|(_, file)| json::read::<Year>(file)).flat_map(|year| year.days).collect()
}

/// The last year whose holidays are known. Whoever shows a due time in a later one says that it may move.
pub fn last_known_year(region: Region) -> i64 {
    files(region).last().map_or(0, |(year, _)| *year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r14_each_file_is_read_and_holds_days_of_its_year_in_order() {
        for (year, file) in CHINA {
            let days = json::read::<Year>(file).unwrap().days;
            assert!(days.iter().all(|day| day.date.parts().0 == *year));
            assert!(days.is_sorted_by(|a, b| a.date < b.date), "no date twice");
            assert!(days.iter().any(|day| day.weekday.is_some()) && days.len() > 25);
            // A make-up workday would be free otherwise.
            assert!(days.iter().filter(|day| day.weekday.is_some()).all(|day| day.date.weekday() >= 5));
        }
        assert_eq!(last_known_year(Region::China), 2026);
    }
}
