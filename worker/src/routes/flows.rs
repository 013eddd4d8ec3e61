//! `/approval-links`, `/subtasks`, `/guide`.

use shared::actor::Actor;
use shared::error::Code;
use shared::permission::MayManage;

use crate::http::call::{Call, Outcome, Reply};
use crate::store::ticket::flows;
use crate::usecase::guide;
use crate::usecase::ticket::approval_link;

/// `POST /approval-links`.
pub async fn read_approval_link(call: &Call) -> Outcome {
    approval_link::read(call).await
}

/// `POST /approval-links/decision`.
pub async fn answer_approval(call: &Call) -> Outcome {
    approval_link::decide(call).await
}

/// `GET /subtasks`.
pub async fn list_my_subtasks(call: &Call) -> Outcome {
    let me = call.session()?;
    let Actor::Member(member) = &me.actor else {
        return Err(Code::NotAllowed.into());
    };
    let rows = call.ctx.db.batch(vec![flows::my_subtasks(&me.workspace, &me.actor, &member.id)]).await?;
    let list = rows.first().and_then(|r| r.text("json")).unwrap_or_else(|| "[]".to_owned());
    Reply::raw(200, format!(r#"{{"subtasks":{list}}}"#))
}

/// `GET /guide`.
pub async fn read_guide(call: &Call) -> Outcome {
    guide::read(call).await
}

/// `PUT /guide`.
pub async fn save_guide(call: &Call) -> Outcome {
    guide::save(call, MayManage::of(call.actor()?)?).await
}
