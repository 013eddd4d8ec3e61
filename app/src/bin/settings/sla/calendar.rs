//! A business calendar: its zone, the hours of each weekday, holidays and make-up days.

use app::{
    desk::form::Form,
    i18n::{lang, tr},
    ui::*,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    sla::{
        CalendarDraft, Flaw, Flawed,
        holidays::Region,
        notation::{read_dates, read_hours, weekday_name, write_dates, write_hours},
    },
    text::Name,
};

use super::Work;
use crate::zones;

const DAYS: [&str; 7] = ["hours-mon", "hours-tue", "hours-wed", "hours-thu", "hours-fri", "hours-sat", "hours-sun"];

/// The hours in a line or two.
pub fn summary(hours: &CalendarDraft) -> Vec<String> {
    if hours.always {
        return vec![tr("全天候，7×24 小时", "Around the clock, every day").to_owned()];
    }
    let mut parts: Vec<(u8, u8, String)> = Vec::new();
    for (day, intervals) in hours.week.iter().enumerate() {
        let (day, text) = (day as u8, write_hours(intervals));
        match parts.last_mut() {
            Some((_, last, known)) if *known == text => *last = day,
            _ => parts.push((day, day, text)),
        }
    }
    let line = |(from, to, text): (u8, u8, String)| {
        let days = if from == to {
            weekday_name(from, lang()).to_owned()
        } else {
            [weekday_name(from, lang()), "–", weekday_name(to, lang())].concat()
        };
        [days.as_str(), " ", if text.is_empty() { tr("休息", "closed") } else { text.as_str() }].concat()
    };
    let mut lines: Vec<String> = parts.into_iter().map(line).collect();
    lines.extend(hours.region.map(|_| tr("含中国大陆节假日与调休", "with mainland China's holidays and make-up days").to_owned()));
    if !hours.dates.is_empty() {
        lines.push([&hours.dates.len().to_string(), tr(" 个特殊日期", " dates of its own")].concat());
    }
    lines
}

/// The form of the calendar in this place of the list.
pub fn form(work: Work, at: usize, open: RwSignal<bool>) -> AnyView {
    let Some(named) = work.calendars.with_untracked(|all| all.get(at).cloned()) else { return ().into_any() };
    let form = Form::new();
    let name = RwSignal::new(named.name.as_str().to_owned());
    let zone = RwSignal::new(named.hours.zone.clone());
    let always = RwSignal::new(named.hours.always);
    let region = RwSignal::new(named.hours.region.is_some());
    let dates = RwSignal::new(write_dates(&named.hours.dates, lang()));
    let week: Vec<RwSignal<String>> =
        (0..7).map(|day| RwSignal::new(named.hours.week.get(day).map_or_else(String::new, |hours| write_hours(hours)))).collect();
    let typed = week.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let name = form.check("calendar-name", Name::parse(&name.get_untracked()));
        let mut hours = Vec::new();
        for (value, id) in typed.iter().zip(DAYS) {
            match read_hours(&value.get_untracked()) {
                Some(read) => hours.push(read),
                None => form.refuse(
                    id,
                    tr(
                        "请写成 9:00-12:00, 13:30-18:00 这样；休息日留空。",
                        "Write it as 9:00-12:00, 13:30-18:00. Leave it empty for a day off.",
                    ),
                ),
            }
        }
        let dates = match read_dates(&dates.get_untracked()) {
            Ok(dates) => dates,
            Err(line) => {
                let words = [
                    tr("第 ", "Line "),
                    &line.to_string(),
                    tr(" 行无法识别。每行写：日期 时段 名称。", " cannot be read. Write a date, its hours and a name on each line."),
                ]
                .concat();
                return form.refuse("calendar-dates", words);
            }
        };
        let (Some(name), true) = (name, hours.len() == DAYS.len()) else { return };
        let region = region.get_untracked().then_some(Region::China);
        let hours =
            CalendarDraft { zone: zone.get_untracked().trim().to_owned(), always: always.get_untracked(), week: hours, dates, region };
        // What is wrong is said at its field, before it is saved: the same check decides on the server.
        if let Err(flawed) = hours.check() {
            return form.refuse(field_of(&flawed), flawed.text(lang()));
        }
        if !zones::is_known(&hours.zone) {
            return form.refuse("calendar-zone", Flaw::ZoneUnknown.label(lang()));
        }
        work.calendars.update(|all| {
            if let Some(calendar) = all.get_mut(at) {
                calendar.name = name;
                calendar.hours = hours;
            }
        });
        work.changed.set(true);
        open.set(false);
    };
    let days: Vec<AnyView> = week
        .iter()
        .zip(DAYS)
        .enumerate()
        .map(|(day, (value, id))| {
            let (value, label) = (*value, weekday_name(day as u8, lang()));
            view! { <TextField id label value error=form.error(id) placeholder=tr("休息", "closed") required=true /> }.into_any()
        })
        .collect();
    let zones: Vec<AnyView> = zones::names().into_iter().map(|zone| view! { <option value=zone></option> }.into_any()).collect();
    let hint = tr(
        "每行一天，例如：2026-12-31 休息 盘点；2027-01-09 周一 调休；2026-12-30 9:00-12:00 半天。优先于星期与法定节假日。",
        "A day on each line, such as: 2026-12-31 closed Stocktaking; 2027-01-09 Mon Make-up day; 2026-12-30 9:00-12:00 Half day. They win over weekdays and public holidays.",
    );
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="calendar-name" label=tr("名称", "Name") value=name error=form.error("calendar-name") max=Name::CHARS_MAX required=true />
            <div class="field">
                <label for="calendar-zone">{tr("时区", "Time zone")}</label>
                <input class="input" id="calendar-zone" list="zones" aria-invalid=move || form.error("calendar-zone").get().map(|_| "true") autocomplete="off" prop:value=move || zone.get() on:input=move |event| zone.set(event_target_value(&event)) />
                <datalist id="zones">{zones}</datalist>
                <p class="field-error">{move || form.error("calendar-zone").get()}</p>
            </div>
            {switch(tr("全天候，7×24 小时", "Around the clock, every day"), always)}
            <div class="week" class:hidden=move || always.get()>{days}</div>
            {switch(tr("按中国大陆法定节假日与调休", "With mainland China's public holidays and make-up workdays"), region)}
            <TextArea id="calendar-dates" label=tr("特殊日期", "Dates of its own") value=dates hint error=form.error("calendar-dates") rows=4 />
            <footer class="actions"><Button label=tr("确定", "OK") kind=Kind::Primary submit=true /></footer>
        </form>
    }
    .into_any()
}

fn switch(words: &'static str, value: RwSignal<bool>) -> AnyView {
    view! {
        <label class="check"><input type="checkbox" prop:checked=move || value.get() on:change=move |_| value.update(|on| *on = !*on) /><span>{words}</span></label>
    }
    .into_any()
}

/// The field of the form that a flaw is about: `week.2.1` is Wednesday's.
fn field_of(flawed: &Flawed) -> &'static str {
    let mut path = flawed.field.split('.');
    match (path.next(), path.next().and_then(|day| day.parse::<usize>().ok())) {
        (Some("week"), day) => DAYS.get(day.unwrap_or(0)).copied().unwrap_or_default(),
        _ => "calendar-dates",
    }
}
