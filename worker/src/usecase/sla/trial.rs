//! How due times come about: of a ticket that exists, and of one that is only tried.

use shared::error::{Code, Refusal};
use shared::id::PolicyId;
use shared::lang::Lang;
use shared::sla::clock::what_if;
use shared::sla::{Clocks, History, Kind, explain, policy, reckon};
use shared::ticket::Priority;
use shared::time::{DAY_MS, Timestamp};
use shared::wire::sla::{ClockSteps, ClocksView, Otherwise, Trial};

use super::book::{self, Shelf};
use super::known::{Named, check_tags};
use super::settings::shelf;
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::store::ticket::row;
use crate::usecase::ticket::seen_by;

/// How far from now a tried ticket may be filed, in milliseconds: ten years.
const TRIAL_MS_MAX: i64 = 3_653 * DAY_MS;

/// `POST /sla/trial`.
pub async fn tried(call: &Call, form: Trial) -> Outcome {
    if (form.at.0 - call.ctx.now.0).abs() > TRIAL_MS_MAX {
        return Err(Refusal::new(Code::FieldInvalid).field("at").into());
    }
    let named =
        Named { projects: form.project.iter().collect(), modules: form.module.iter().collect(), companies: form.company.iter().collect() };
    named.check(call, ["project", "module", "company"]).await?;
    let tag = form.tag.as_ref().map(|tag| ("tag".to_owned(), tag.as_str()));
    check_tags(call, tag.as_slice()).await?;
    let shelf = shelf(call).await?;
    let tags: Vec<String> = form.tag.iter().map(|tag| tag.as_str().to_owned()).collect();
    let subject = policy::Subject {
        class: form.class,
        project: form.project.as_ref(),
        module: form.module.as_ref(),
        company: form.company.as_ref(),
        tags: &tags,
        language: form.lang.unwrap_or(call.ctx.lang),
    };
    let history = History::begin(form.at, shelf.book.choose(&subject).id.clone(), form.priority);
    Reply::ok(&view(&shelf, &history, form.priority, form.at, call.ctx.lang)?)
}

/// `GET /tickets/{serial}/clocks`, for members: customers are shown the promise.
pub async fn of_ticket(call: &Call) -> Outcome {
    let me = call.session()?;
    let rows = call.ahead.first();
    let stored = seen_by(&me.actor, rows)?;
    let shelf = book::of(&call.ctx.db, &me.workspace, row::sla_version(rows)).await?;
    // Not told yet: the sweep is about to.
    let history = stored.history.ok_or(Code::NotFound)?;
    Reply::ok(&view(&shelf, &history, stored.view.priority, call.ctx.now, call.ctx.lang)?)
}

fn view(shelf: &Shelf, history: &History, priority: Priority, now: Timestamp, lang: Lang) -> Result<ClocksView, Failure> {
    let book = &shelf.book;
    let clocks = reckon(history, book, now);
    let present: &PolicyId = history.present_policy();
    let terms = book.terms(present, priority);
    let steps = Kind::ALL.iter().map(|kind| ClockSteps { clock: *kind, steps: explain(history, book, *kind, now, lang) });
    let others = Priority::ALL.iter().filter(|other| **other != priority);
    let otherwise = others.map(|other| {
        let clocks = what_if(history, book, *other, now);
        let open = |kind| due(&clocks, kind);
        Otherwise { priority: *other, first_response: open(Kind::FirstResponse), resolution: open(Kind::Resolution) }
    });
    let may_move = clocks.each().filter_map(|(_, clock)| clock.due_at).any(|at| terms.calendar.is_beyond_known_holidays(at));
    Ok(ClocksView {
        policy: present.clone(),
        policy_name: shelf.name_of(terms.policy, lang),
        zone: shelf.zone_of(present).to_owned(),
        steps: steps.filter(|of| !of.steps.is_empty()).collect(),
        otherwise: otherwise.collect(),
        may_move,
        clocks,
    })
}

/// When an open clock is due.
fn due(clocks: &Clocks, kind: Kind) -> Option<Timestamp> {
    clocks.each().find(|(of, clock)| *of == kind && clock.is_open()).and_then(|(_, clock)| clock.due_at)
}
