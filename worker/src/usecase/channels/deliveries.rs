//! What could not be delivered yet, and sending it again.

use serde::Deserialize;
use shared::error::Code;
use shared::permission::MayManage;
use shared::wire::channels::{Deliveries, DeliveryView};

use crate::db::Rows;
use crate::http::call::{Call, Outcome, Reply};
use crate::store::audit;
use crate::store::deliveries::{self as store, Table};

/// `GET /deliveries`.
pub async fn read(call: &Call) -> Outcome {
    let workspace = &call.session()?.workspace;
    let rows = call.ctx.db.batch(vec![store::mails(workspace), store::robots(workspace)]).await?;
    let mut deliveries: Vec<DeliveryView> = Vec::new();
    for part in &rows {
        deliveries.extend(part.all::<DeliveryView>()?);
    }
    deliveries.sort_by_key(|delivery| std::cmp::Reverse(delivery.created_at));
    Reply::ok(&Deliveries { deliveries, sends_mail: call.ctx.site.mail.is_some() })
}

/// `POST /deliveries/{id}/again`: one that waits goes on waiting.
pub async fn again(call: &Call, _may: MayManage, id: &str) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    let (table, number) = named(id).ok_or(Code::NotFound)?;
    let mut stmts = store::again(&me.workspace, table, number, ctx.now);
    let entry = audit::entry(ctx, &me.workspace, &me.signature(), "send_again", id, &serde_json::json!({}))?;
    // Beside the update: one that waits already, or is another workspace's, was not sent again.
    stmts.insert(1, audit::only_if_changed(entry));
    let rows = ctx.db.commit(stmts).await?;
    let stands: Option<Stands> = rows.get(2).map_or(Ok(None), Rows::one)?;
    match stands {
        None => Err(Code::NotFound.into()),
        Some(Stands { waits: 0 }) => Err(Code::DeliveryOver.into()),
        Some(_) => {
            ctx.deliver_mail();
            ctx.deliver_robots();
            Reply::empty()
        }
    }
}

/// `mail-12` → the outbox's 12.
fn named(id: &str) -> Option<(Table, i64)> {
    let (word, number) = id.split_once('-')?;
    let table = match word {
        "mail" => Table::Mails,
        "robot" => Table::Robots,
        _ => return None,
    };
    // Beyond 2^53 a number does not survive the way to the database.
    Some((table, number.parse().ok().filter(|number| (0..1 << 53).contains(number))?))
}

#[derive(Deserialize)]
struct Stands {
    waits: u8,
}
