//! `/session`: who one is.

use shared::actor::Actor;
use shared::wire::session::{ContactSelf, MemberSelf, SessionView, WorkspaceRef};

use crate::http::call::{Call, Outcome, Reply};
use crate::http::cookies::{self, App};
use crate::store::session::{self, Session};

/// `GET /session`.
pub async fn read(call: &Call) -> Outcome {
    Reply::ok(&view(call.session()?, Vec::new()))
}

/// `DELETE /session`.
pub async fn close(call: &Call) -> Outcome {
    let session = call.session()?;
    call.ctx
        .db
        .commit(vec![session::close(&session.token_hash)])
        .await?;
    let app = match session.actor {
        Actor::Member(_) => App::Desk,
        _ => App::Portal,
    };
    Reply::empty().map(|r| r.header("set-cookie", cookies::clear(app, &call.ctx.site)))
}

/// How a session is shown to its person.
pub fn view(session: &Session, others: Vec<WorkspaceRef>) -> SessionView {
    let (mut member, mut contact) = (None, None);
    match &session.actor {
        Actor::Member(m) => {
            member = Some(MemberSelf {
                id: m.id.clone(),
                name: session.name.clone(),
                email: session.email.clone(),
                role: m.role,
                lang: session.lang,
                theme: session.theme,
                single_keys: session.single_keys,
            });
        }
        Actor::Contact(c) => {
            contact = Some(ContactSelf {
                id: c.id.clone(),
                name: session.name.clone(),
                email: session.email.clone(),
                standing: c.standing,
                only: c.only,
            });
        }
        Actor::Timer => {}
    }
    SessionView {
        workspace: WorkspaceRef {
            slug: session.slug.clone(),
            name: session.workspace_name.clone(),
        },
        member,
        contact,
        others,
        policy: session.policy.into(),
    }
}
