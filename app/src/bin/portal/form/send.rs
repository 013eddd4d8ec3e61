//! Sending the form: files first, then the ticket, under one key until it was received, so that no retry doubles it.

use app::{
    api::{ApiError, Call},
    draft::Snapshot,
    i18n::tr,
    router, toast,
    ui::{Settled, Tray, Unsettled},
    upload::Upload,
};
use leptos::prelude::*;
use shared::{
    id::AttachmentId,
    ticket::DetailKey,
    wire::ticket::{Filed, NewTicket},
};

use super::{
    draft::{self, Try},
    values::{Errors, Form, attachment_ids},
};
use crate::{
    calls,
    known::{self, Known},
    paths,
    screens::View,
    state,
};

/// The key stands for other words already: an earlier try did arrive.
const REUSED: &str = "idempotency_key_reused";

/// Why the ticket is not there yet.
#[derive(Clone)]
pub enum Unsent {
    /// The server was not reached, or failed; the same again may work.
    Retry { message: String, offline: bool },
    /// The server found something wrong in these fields (an empty id: in none).
    Refused(Errors),
}

/// Sends; goes to the receipt when it was received.
pub async fn send(form: Form) -> Result<(), Unsent> {
    retry_failed(form.tray);
    let files = match form.tray.settled().await {
        Ok(files) => files,
        Err(Unsettled::Failed) => return Err(files_missing(form.tray)),
        Err(Unsettled::Left) => {
            toast::failed(tr(
                "工单还没有提交：离开时照片还没传完。内容和照片都留在表单里。",
                "Your ticket is not filed: photos were still on their way when you left. The form keeps it all.",
            ));
            return Ok(());
        }
    };
    // Read only now: the reader may have gone on writing while the photos were on their way.
    let mut ticket = form.read().map_err(Unsent::Refused)?;
    ticket.attachments = attachment_ids(&files.answers());
    let title = String::from(ticket.title.clone());
    let body = serde_json::to_string(&ticket).unwrap_or_default();
    match post_one(draft::keep_try(body, draft::words(form))).await {
        Ok((filed, sent)) => {
            // An earlier try may be the one that arrived. What has changed since stays here.
            let was_sent = |id: &AttachmentId| sent.body.split('"').any(|word| word == id.0);
            let files = files.part(|answer| attachment_ids(&[answer.to_owned()]).iter().any(was_sent));
            received(form, filed, title, &sent.words, &files);
            Ok(())
        }
        Err(error) if form.errors.is_disposed() => {
            toast::failed(error.message);
            Ok(())
        }
        Err(error) => Err(unsent(form.tray, ticket, error)),
    }
}

/// Sends the newest; where the key stands for another one, that one did arrive, and its answer is the receipt.
async fn post_one((newest, earlier): (Try, Vec<Try>)) -> Result<(Filed, Try), ApiError> {
    let (mut one, mut earlier) = (newest, earlier.into_iter());
    loop {
        match post(&one.body).await {
            Ok(filed) => return Ok((filed, one)),
            Err(error) => one = earlier.next().filter(|_| error.is(REUSED)).ok_or(error)?,
        }
    }
}

async fn post(body: &str) -> Result<Filed, ApiError> {
    let call = Call::post_text(calls::filing(), body).key(&draft::once_key());
    let call = if draft::is_strangers() { call.draft(&state::draft_key()) } else { call };
    call.send::<Filed>().await
}

fn received(form: Form, filed: Filed, title: String, words: &Snapshot, files: &Settled) {
    draft::forget_keys();
    files.forget();
    if !words.forget() {
        toast::failed(tr(
            "发出之后又改动的内容不在工单里，仍留在表单中；请在工单里回复补充。",
            "What you changed after sending is not in the ticket. The form keeps it; add it to the ticket as a reply.",
        ));
    }
    if let Some(link) = filed.link {
        known::keep(&state::slug(), Known { serial: filed.serial, link: local(link), title });
    }
    if form.errors.is_disposed() {
        toast::done([tr("工单已提交，编号 #", "Your ticket is filed: #"), &filed.serial.to_string()].concat());
        return;
    }
    router::replace(&paths::to(View::Filed(filed.serial)));
}

/// The link may name the server; on our own pages the path is enough.
fn local(link: String) -> String {
    if link.starts_with('/') {
        return link;
    }
    // https: / / host / path
    link.splitn(4, '/').nth(3).map_or(String::new(), |path| ["/", path].concat())
}

fn unsent(tray: Tray, ticket: NewTicket, error: ApiError) -> Unsent {
    if error.may_pass() {
        let offline = error.is_offline();
        return Unsent::Retry { message: error.message, offline };
    }
    draft::forget_tries();
    if error.is(REUSED) {
        draft::forget_once();
        return Unsent::Retry {
            message: tr(
                "之前其实已经提交过一次，请先在“我的工单”或邮件里查看，再决定是否重新提交。",
                "An earlier try did arrive after all. Look at your tickets or your mail before you send this again.",
            )
            .to_owned(),
            offline: false,
        };
    }
    if error.is("attachment_unknown") {
        upload_again(tray);
        return Unsent::Retry {
            message: tr("照片需要重新上传，请再点一次。", "The photos must be sent again. Please try once more.").to_owned(),
            offline: false,
        };
    }
    Unsent::Refused(vec![(field(error.field.as_deref(), &ticket), error.message)])
}

/// `details.0.text` names a place in the request; the form calls it by its key.
fn field(path: Option<&str>, ticket: &NewTicket) -> String {
    let path = path.unwrap_or_default();
    let mut parts = path.split('.');
    match (parts.next(), parts.next()) {
        (Some("details"), Some(word)) => {
            let by_place = word.parse::<usize>().ok().and_then(|n| ticket.details.get(n)).map(|detail| detail.key);
            by_place.or_else(|| DetailKey::parse(word)).map_or(String::new(), shared::ticket::class::field)
        }
        (Some("attachments"), _) => "attachments".to_owned(),
        _ => path.to_owned(),
    }
}

/// Uploads that nobody claimed for a day are gone from the server; the files are still here.
pub fn upload_again(tray: Tray) {
    let numbers = tray.items.try_with_untracked(|items| items.iter().map(|item| item.number).collect::<Vec<_>>());
    numbers.unwrap_or_default().into_iter().for_each(|number| tray.retry(number));
}

/// Tries those files again for which another try may help.
pub fn retry_failed(tray: Tray) {
    let failed: Vec<u32> = tray.items.with_untracked(|items| {
        let failed = items.iter().filter(|item| matches!(item.state.get_untracked(), Upload::Failed(error) if error.may_pass()));
        failed.map(|item| item.number).collect()
    });
    failed.into_iter().for_each(|number| tray.retry(number));
}

fn files_missing(tray: Tray) -> Unsent {
    let error = tray.items.with_untracked(|items| {
        items.iter().find_map(|item| match item.state.get_untracked() {
            Upload::Failed(error) => Some(error),
            _ => None,
        })
    });
    match error {
        Some(error) if !error.may_pass() => Unsent::Refused(vec![("attachments".to_owned(), error.message)]),
        error => Unsent::Retry {
            message: tr("还有照片没传完。", "Not all photos have been sent.").to_owned(),
            offline: error.is_some_and(|error| error.is_offline()),
        },
    }
}

/// Sends again as soon as the network is back.
pub fn when_online(again: impl Fn() + 'static) {
    let online = app::api::online();
    Effect::new(move |before: Option<bool>| {
        let now = online.get();
        if now && before == Some(false) {
            untrack(&again);
        }
        now
    });
}
