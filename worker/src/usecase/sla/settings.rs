//! The service levels' settings. An edited policy or calendar becomes a new one, because clocks are replayed by those
//! they ran under; the open tickets are reckoned anew by the sweep, the first of them beside the answer.

use shared::error::{Code, Refusal};
use shared::id::{CalendarId, PolicyId};
use shared::lang::Lang;
use shared::permission::MayManage;
use shared::sla::holidays::{Region, last_known_year};
use shared::sla::{Policy, defaults};
use shared::wire::sla::{CALENDARS_MAX, NamedCalendar, POLICIES_MAX, SaveSla, SlaSettings};

use super::book::{self, Shelf};
use super::known::{self, Named};
use crate::context::Ctx;
use crate::db::{Fault, Rows};
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::store::audit;
use crate::store::sla::book::{self as store, Document};

/// Longest document, in bytes: D1 keeps 2 MB in a row. Of what is retired the oldest goes first.
const DOCUMENT_BYTES_MAX: usize = 1_000_000;

/// `GET /sla`.
pub async fn read(call: &Call) -> Outcome {
    Reply::ok(&view(&*shelf(call).await?, call.ctx.lang)?)
}

/// The book as it is now.
pub async fn shelf(call: &Call) -> Result<std::rc::Rc<Shelf>, Failure> {
    let workspace = &call.session()?.workspace;
    let rows = call.ctx.db.batch(vec![store::version(workspace)]).await?;
    let version = rows.first().and_then(|rows| rows.number("sla_version")).unwrap_or(0);
    Ok(book::of(&call.ctx.db, workspace, u32::try_from(version).unwrap_or(0)).await?)
}

/// `PUT /sla`.
pub async fn save(call: &Call, _may: MayManage, form: SaveSla) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    at_most(form.policies.len(), POLICIES_MAX, "policies")?;
    at_most(form.calendars.len(), CALENDARS_MAX, "calendars")?;
    let old = shelf(call).await?;
    if old.version != form.version {
        return Err(Code::SettingsChanged.into());
    }
    let named = Named::in_policies(&form.policies);
    named.check(call, ["policies"; 3]).await?;
    known::check_tags(call, &known::tags_of(&form.policies)).await?;
    let document = succeed(ctx, &old.document, form)?;
    book::bind(&document).map_err(Refusal::from)?;
    let text = fitting(document)?;
    let entry = audit::entry(ctx, &me.workspace, &me.signature(), "edit_service_levels", me.workspace.as_str(), &serde_json::json!({}))?;
    let save = store::save(&me.workspace, old.version, &text, ctx.now);
    let rows = ctx.db.commit(vec![save, audit::only_if_changed(entry), store::reckon_all(&me.workspace)]).await?;
    if rows.first().is_none_or(|rows: &Rows| rows.changes == 0) {
        return Err(Code::SettingsChanged.into());
    }
    Reply::ok(&view(&*book::of(&ctx.db, &me.workspace, old.version + 1).await?, ctx.lang)?)
}

/// What every workspace begins with has its names in the reader's language.
fn view(shelf: &Shelf, lang: Lang) -> Result<SlaSettings, Fault> {
    let beginning = if shelf.version == 0 { Some(book::beginning(defaults::ZONE, lang)?) } else { None };
    let document = beginning.as_ref().unwrap_or(&shelf.document);
    let policies = document.policies.clone();
    let used = |calendar: &&NamedCalendar| {
        let retired = document.retired.iter().any(|policy| policy.calendar == calendar.id);
        !retired || policies.iter().any(|policy| policy.calendar == calendar.id)
    };
    let calendars = document.calendars.iter().filter(used).cloned().collect();
    Ok(SlaSettings { version: shelf.version, calendars, policies, holidays_until: last_known_year(Region::China) })
}

/// The next document: what was edited under new ids, what it replaces among the retired.
fn succeed(ctx: &Ctx, old: &Document, form: SaveSla) -> Result<Document, Failure> {
    let mut calendars = Vec::new();
    let mut renamed: Vec<(CalendarId, CalendarId)> = Vec::new();
    for (index, named) in form.calendars.into_iter().enumerate() {
        if renamed.iter().any(|(before, _)| *before == named.id) {
            return Err(Refusal::new(Code::FieldInvalid).field(format!("calendars.{index}.id")).into());
        }
        let same = old.calendars.iter().any(|known| known.id == named.id && known.hours == named.hours);
        let id = if same { named.id.clone() } else { CalendarId::from(ctx.new_id()?) };
        renamed.push((named.id, id.clone()));
        calendars.push(NamedCalendar { id, ..named });
    }
    let mut policies: Vec<Policy> = Vec::new();
    for policy in form.policies {
        let calendar = renamed.iter().find(|(before, _)| *before == policy.calendar).map(|(_, now)| now.clone());
        let calendar = calendar.unwrap_or_else(|| policy.calendar.clone());
        let same = old.policies.iter().any(|p| p.id == policy.id && p.targets == policy.targets && p.calendar == calendar);
        let id = if same { policy.id.clone() } else { PolicyId::from(ctx.new_id()?) };
        policies.push(Policy { id, calendar, ..policy });
    }
    let gone = old.policies.iter().chain(&old.retired).filter(|p| !policies.iter().any(|kept| kept.id == p.id));
    let retired: Vec<Policy> = gone.cloned().collect();
    let past = old.calendars.iter().filter(|c| retired.iter().any(|p| p.calendar == c.id) && !calendars.iter().any(|k| k.id == c.id));
    let past: Vec<NamedCalendar> = past.cloned().collect();
    Ok(Document { calendars: calendars.into_iter().chain(past).collect(), policies, retired })
}

/// The document as text, without so many of the oldest retired policies that it fits.
fn fitting(mut document: Document) -> Result<String, Failure> {
    loop {
        let text = serde_json::to_string(&document).map_err(|e| Fault::new(format!("service levels: {e}")))?;
        if text.len() <= DOCUMENT_BYTES_MAX {
            return Ok(text);
        }
        let Some(dropped) = document.retired.pop() else {
            return Err(Code::BodyTooLarge.into());
        };
        let in_use =
            |c: &NamedCalendar| c.id != dropped.calendar || document.policies.iter().chain(&document.retired).any(|p| p.calendar == c.id);
        document.calendars = document.calendars.iter().filter(|c| in_use(c)).cloned().collect();
    }
}

fn at_most(given: usize, limit: u32, field: &str) -> Result<(), Refusal> {
    match given > limit as usize {
        true => Err(Refusal::new(Code::TooMany).field(field).limit(limit)),
        false => Ok(()),
    }
}
