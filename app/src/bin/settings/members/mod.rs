//! `/desk/settings/members`: who works here, in which role and teams (R38).

mod form;

use app::{
    api::Call,
    i18n::{lang, tr},
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    actor::Role,
    wire::people::{EditMember, MemberView},
};

use super::parts::{head, row};
use app::desk::context;

/// The page.
pub fn members() -> AnyView {
    let manages = context::my_role() == Role::Admin;
    let (inviting, editing) = (RwSignal::new(false), RwSignal::new(None::<MemberView>));
    let edit_open = RwSignal::new(false);
    let about = tr(
        "成员用邮箱验证码登录。协作人只能看到邀请他们参与的工单。",
        "Members sign in with a code by e-mail. Collaborators see only the tickets they were invited to.",
    );
    let list = move || {
        let desk = context::desk()?;
        let mut all = desk.directory.members.clone();
        all.sort_by_key(|member| (!member.active, std::cmp::Reverse(member.role)));
        Some(all.into_iter().map(|member| entry(member, manages, editing, edit_open)).collect::<Vec<_>>())
    };
    let invite = form::invite_fields();
    view! {
        {head(tr("成员", "Members"), about, manages.then_some((tr("邀请成员", "Invite a member"), inviting)))}
        {(!manages).then(|| view! { <p class="muted">{tr("只有管理员可以修改成员。", "Only admins change members.")}</p> }.into_any())}
        <ul class="entries">{list}</ul>
        <Dialog title=tr("邀请成员", "Invite a member") open=inviting>{form::invite_form(invite, inviting)}</Dialog>
        <Dialog title=tr("修改成员", "Edit member") open=edit_open>
            {move || editing.get().map(|member| form::edit_form(member, edit_open))}
        </Dialog>
    }
    .into_any()
}

fn entry(member: MemberView, manages: bool, editing: RwSignal<Option<MemberView>>, open: RwSignal<bool>) -> AnyView {
    let teams: Vec<String> = member.teams.iter().map(context::team_name).filter(|name| !name.is_empty()).collect();
    let detail =
        vec![member.role.label(lang()).to_owned(), member.email.as_ref().map_or_else(String::new, |email| email.as_str().to_owned())];
    let (name, active) = (member.name.as_str().to_owned(), member.active);
    let own = member.clone();
    let items = move || {
        let (edited, id) = (own.clone(), own.id.clone());
        let edit = MenuItem::new(tr("修改", "Edit"), move || {
            editing.set(Some(edited.clone()));
            open.set(true);
        });
        let switch = move || set_active(id.as_str(), !active);
        let last = if active {
            MenuItem::new(tr("停用", "Remove"), switch)
                .danger()
                .note(tr("立即退出登录，历史记录保留。", "Signed out at once; the history stays."))
        } else {
            MenuItem::new(tr("恢复", "Restore"), switch)
        };
        vec![edit, last]
    };
    row(avatar(&name), &name, active, detail, teams, manages.then(|| UnsyncCallback::from(items)))
}

/// Removes or restores; what was done can be taken back.
fn set_active(id: &str, active: bool) {
    let body = EditMember { name: None, role: None, teams: None, active: Some(active) };
    let (path, id) = (["/api/v1/members/", id].concat(), id.to_owned());
    app::dom::spawn(async move {
        match Call::patch(path, &body).send::<MemberView>().await {
            Ok(member) => {
                context::refresh();
                let said = if active { tr("已恢复 ", "Restored ") } else { tr("已停用 ", "Removed ") };
                toast::undoable([said, member.name.as_str()].concat(), move || set_active(&id, !active));
            }
            Err(error) => toast::failed(error.message),
        }
    });
}
