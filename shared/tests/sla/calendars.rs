//! R14: business calendars.

use proptest::prelude::*;
use shared::sla::calendar::{CalendarDraft, DATES_MAX, DayHours};
use shared::sla::holidays::Region;
use shared::sla::zone::Transition;
use shared::sla::{Calendar, Date, Flaw, Zone, ZoneTable};
use shared::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use crate::hours::{calendar, daily, hours, minutes, office, on, shanghai, utc, weekdays, zones};

#[test]
fn r14_several_intervals_a_day_are_half_open() {
    let lunch = calendar(&weekdays("Asia/Shanghai", &[minutes(810, 1080), hours(9, 12)]));
    let nine = shanghai("2026-01-05 09:00");
    assert_eq!(lunch.add(nine, 3 * HOUR_MS), shanghai("2026-01-05 12:00"), "used up at the end of the morning, not after lunch");
    assert_eq!(lunch.add(nine, 3 * HOUR_MS + 1), shanghai("2026-01-05 13:30").plus(1));
    assert_eq!(lunch.next_opening(shanghai("2026-01-05 12:00")), shanghai("2026-01-05 13:30"), "closed at the end");
    assert_eq!(lunch.next_opening(shanghai("2026-01-05 12:00").plus(-1)), shanghai("2026-01-05 12:00").plus(-1));
    assert_eq!(lunch.measure(nine, shanghai("2026-01-06 09:00")), 7 * HOUR_MS + 30 * MINUTE_MS);
    assert_eq!(lunch.next_opening(shanghai("2026-01-09 18:00")), shanghai("2026-01-12 09:00"), "over the weekend");
    assert_eq!(lunch.measure(shanghai("2026-01-06 09:00"), nine), 0);
}

#[test]
fn r14_hours_until_midnight_go_on_without_a_gap() {
    let whole_days = calendar(&daily("Europe/Berlin", &[hours(0, 24)]));
    let from = utc("2026-03-27 12:34");
    for ms in [1, MINUTE_MS, DAY_MS, 10 * DAY_MS, 300 * DAY_MS] {
        assert_eq!(whole_days.add(from, ms), from.plus(ms));
        assert_eq!(Calendar::always().add(from, ms), from.plus(ms));
        assert_eq!(whole_days.measure(from, from.plus(ms)), ms);
    }
}

#[test]
fn r14_china_closes_on_public_holidays_and_works_on_the_days_in_their_stead() {
    let china = calendar(&CalendarDraft { region: Some(Region::China), ..office() });
    // 2026: Spring Festival from Sunday 15 to Monday 23 February; the Saturdays 14 and 28 are worked.
    assert_eq!(china.add(shanghai("2026-02-13 17:00"), 2 * HOUR_MS), shanghai("2026-02-14 10:00"));
    assert_eq!(china.add(shanghai("2026-02-14 17:30"), HOUR_MS), shanghai("2026-02-24 09:30"));
    assert_eq!(china.measure(shanghai("2026-02-09 00:00"), shanghai("2026-03-02 00:00")), (6 + 5) * 9 * HOUR_MS);
    // 2025: Mid-autumn fell into the National Day week.
    assert_eq!(china.next_opening(shanghai("2025-09-30 18:00")), shanghai("2025-10-09 09:00"));
}

#[test]
fn r14_a_workspace_s_own_dates_win() {
    let dates = vec![
        on("2026-02-14", DayHours::Closed),
        on("2026-02-16", DayHours::Hours { intervals: vec![hours(14, 16), hours(10, 11)] }),
        on("2026-03-07", DayHours::Weekday { weekday: 4 }),
    ];
    let mut draft = CalendarDraft { region: Some(Region::China), dates, ..office() };
    draft.week[4] = vec![hours(9, 15)];
    let own = calendar(&draft);
    assert_eq!(own.add(shanghai("2026-02-13 14:00"), 2 * HOUR_MS), shanghai("2026-02-16 11:00"));
    assert_eq!(own.measure(shanghai("2026-03-07 00:00"), shanghai("2026-03-08 00:00")), 6 * HOUR_MS, "the Saturday has a Friday's hours");
}

#[test]
fn r14_a_due_time_past_the_last_known_holidays_is_warned_about() {
    let china = calendar(&CalendarDraft { region: Some(Region::China), ..office() });
    assert!(!china.is_beyond_known_holidays(shanghai("2026-12-31 23:59")));
    assert!(china.is_beyond_known_holidays(shanghai("2027-01-01 00:00")), "in the zone's own year");
    let always = calendar(&CalendarDraft { region: Some(Region::China), always: true, ..office() });
    assert!(!always.is_beyond_known_holidays(shanghai("2027-01-01 00:00")), "open on holidays too");
    assert!(!calendar(&office()).is_beyond_known_holidays(shanghai("2030-01-01 00:00")), "no region, nothing to wait for");
}

#[test]
fn r14_a_time_that_the_clocks_skip_is_the_instant_of_the_change() {
    let across = calendar(&daily("Europe/Berlin", &[minutes(90, 210)]));
    assert_eq!(across.measure(utc("2026-03-29 00:00"), utc("2026-03-29 12:00")), HOUR_MS, "01:30–02:00 and 03:00–03:30");
    let opens_inside = calendar(&daily("Europe/Berlin", &[minutes(150, 240)]));
    assert_eq!(opens_inside.next_opening(utc("2026-03-29 00:00")), utc("2026-03-29 01:00"));
    assert_eq!(opens_inside.measure(utc("2026-03-29 00:00"), utc("2026-03-29 12:00")), HOUR_MS);
    let inside = calendar(&daily("Europe/Berlin", &[minutes(125, 175)]));
    assert_eq!(inside.next_opening(utc("2026-03-29 00:00")), utc("2026-03-30 00:05"), "never shown on that day");
}

#[test]
fn r14_an_hour_that_the_clocks_show_twice_is_open_twice_where_it_lies_in_the_hours() {
    let opens_inside = calendar(&daily("Europe/Berlin", &[minutes(150, 210)]));
    // 02:30–03:00 in summer time, then once more 02:30–03:30 in winter time.
    assert_eq!(opens_inside.measure(utc("2026-10-25 00:00"), utc("2026-10-25 12:00")), 90 * MINUTE_MS);
    assert_eq!(opens_inside.next_opening(utc("2026-10-25 01:00")), utc("2026-10-25 01:30"));
    let whole = calendar(&daily("Europe/Berlin", &[hours(0, 24)]));
    assert_eq!(whole.measure(utc("2026-10-24 22:00"), utc("2026-10-25 23:00")), 25 * HOUR_MS, "that day has 25 hours");
}

#[test]
fn r14_a_change_of_half_an_hour_and_a_day_left_out() {
    let small_hours = calendar(&daily("Australia/Lord_Howe", &[hours(1, 3)]));
    assert_eq!(small_hours.measure(utc("2026-04-04 13:00"), utc("2026-04-04 20:00")), 150 * MINUTE_MS);
    assert_eq!(small_hours.measure(utc("2026-10-03 13:00"), utc("2026-10-03 20:00")), 90 * MINUTE_MS);
    let samoa = calendar(&daily("Pacific/Apia", &[hours(9, 10)]));
    assert_eq!(samoa.next_opening(utc("2011-12-29 20:00")), utc("2011-12-30 19:00"), "29 December is followed by the 31st");
}

#[test]
fn r14_a_leap_day_is_a_day() {
    let plain = calendar(&office());
    assert_eq!(plain.add(shanghai("2024-02-28 17:00"), 2 * HOUR_MS), shanghai("2024-02-29 10:00"));
    assert_eq!(plain.measure(shanghai("2024-02-28 00:00"), shanghai("2024-03-02 00:00")), 27 * HOUR_MS);
}

#[test]
fn r14_the_office_keeps_its_wall_time_over_a_change() {
    let berlin = calendar(&weekdays("Europe/Berlin", &[hours(9, 17)]));
    assert_eq!(berlin.add(utc("2026-03-27 15:30"), HOUR_MS), utc("2026-03-30 07:30"), "Friday in winter time, Monday in summer time");
    assert_eq!(berlin.add(utc("2026-10-23 14:30"), HOUR_MS), utc("2026-10-26 08:30"));
}

#[test]
fn r14_bad_calendars_are_refused_with_the_field_and_the_fix() {
    let with_monday = |monday: &[_]| {
        let mut draft = office();
        draft.week[0] = monday.to_vec();
        draft
    };
    let with_dates = |dates| CalendarDraft { dates, ..office() };
    let many_dates = (0..=DATES_MAX as i64).map(|days| on(&Date::from_days(20_000 + days).to_string(), DayHours::Closed)).collect();
    let table = [
        (CalendarDraft { zone: "Asia/Beijing".to_owned(), ..office() }, Flaw::ZoneUnknown, "zone"),
        (CalendarDraft { zone: String::new(), always: true, ..office() }, Flaw::ZoneUnknown, "zone"),
        (with_monday(&[hours(9, 12), hours(11, 18)]), Flaw::IntervalsOverlap, "week.0.1"),
        (with_monday(&[hours(9, 18), hours(10, 11)]), Flaw::IntervalsOverlap, "week.0.1"),
        (with_monday(&[hours(9, 12), hours(9, 12)]), Flaw::IntervalsOverlap, "week.0.1"),
        (with_monday(&[hours(9, 12), hours(13, 13)]), Flaw::IntervalEmpty, "week.0.1"),
        (with_monday(&[hours(22, 6)]), Flaw::IntervalEmpty, "week.0.0"),
        (with_monday(&[hours(18, 25)]), Flaw::IntervalBeyondDay, "week.0.0"),
        (with_monday(&vec![hours(9, 10); 13]), Flaw::IntervalsTooMany, "week.0"),
        (CalendarDraft { week: vec![vec![hours(9, 18)]; 6], ..office() }, Flaw::WeekIncomplete, "week"),
        (weekdays("UTC", &[]), Flaw::NeverOpen, "week"),
        (
            CalendarDraft { dates: vec![on("2026-05-02", DayHours::Hours { intervals: vec![hours(9, 18)] })], ..weekdays("UTC", &[]) },
            Flaw::NeverOpen,
            "week",
        ),
        (
            with_dates(vec![on("2026-05-01", DayHours::Closed), on("2026-05-01", DayHours::Weekday { weekday: 0 })]),
            Flaw::DateTwice,
            "dates.1.date",
        ),
        (with_dates(vec![on("2026-05-02", DayHours::Weekday { weekday: 7 })]), Flaw::WeekdayUnknown, "dates.0.hours.weekday"),
        (with_dates(vec![on("2026-05-02", DayHours::Hours { intervals: vec![] })]), Flaw::HoursMissing, "dates.0.hours.intervals"),
        (
            with_dates(vec![on("2026-05-02", DayHours::Hours { intervals: vec![hours(9, 12), hours(11, 13)] })]),
            Flaw::IntervalsOverlap,
            "dates.0.hours.intervals.1",
        ),
        (with_dates(many_dates), Flaw::DatesTooMany, "dates"),
    ];
    for (draft, flaw, field) in table {
        let refused = Calendar::parse(&draft, &zones()).unwrap_err();
        assert_eq!((refused.flaw, refused.field.as_str()), (flaw, field));
    }
    assert!(Calendar::parse(&with_monday(&[hours(9, 12), hours(12, 18), hours(18, 24)]), &zones()).is_ok(), "touching is not overlapping");
    assert_eq!(Calendar::parse(&office(), &ZoneTable { zones: vec![] }).unwrap_err().flaw, Flaw::ZoneUnknown);
}

#[test]
fn r14_zone_data_that_no_clock_follows_is_no_zone() {
    let changes = |list: &[(i64, i64)]| list.iter().map(|&(at, offset)| Transition { at, offset }).collect();
    for (offset, transitions) in
        [(i64::MAX, vec![]), (0, changes(&[(0, i64::MIN)])), (0, changes(&[(5, 0), (5, 1)])), (0, changes(&[(5, 0), (4, 0)]))]
    {
        let zones = ZoneTable { zones: vec![Zone { name: "Asia/Shanghai".to_owned(), offset, transitions }] };
        assert_eq!(Calendar::parse(&office(), &zones).unwrap_err().flaw, Flaw::ZoneUnknown);
    }
}

#[test]
fn r14_what_lies_beyond_forty_years_is_given_as_that_instant() {
    let scarce = calendar(&weekdays("UTC", &[minutes(0, 1)]));
    let from = utc("2026-01-05 00:00");
    assert_eq!(scarce.add(from, 365 * DAY_MS), from.plus(14_610 * DAY_MS));
}

proptest! {
    #[test]
    fn r14_measuring_undoes_adding(zone in 0..5_usize, from in 1_000_000_000_000_i64..1_900_000_000_000, ms in 1..40 * DAY_MS, cuts in proptest::collection::btree_set(0..=1440_u16, 2..8)) {
        let cuts: Vec<_> = cuts.into_iter().collect();
        let day: Vec<_> = cuts.chunks_exact(2).map(|cut| minutes(cut[0], cut[1])).collect();
        let zone = &zones().zones[zone];
        let calendar = calendar(&weekdays(&zone.name, &day));
        let (from, week) = (Timestamp(from), calendar.measure(Timestamp(from), Timestamp(from).plus(7 * DAY_MS)));
        let ms = ms.min(week * 20);
        let due = calendar.add(from, ms);
        prop_assert_eq!(calendar.measure(from, due), ms);
        prop_assert_eq!(calendar.measure(from, due.plus(-1)), (ms - 1).max(0), "the earliest such instant");
        let opening = calendar.next_opening(from);
        prop_assert_eq!(calendar.measure(from, opening), 0);
        prop_assert_eq!(calendar.measure(opening, opening.plus(1)), 1);
    }
}
