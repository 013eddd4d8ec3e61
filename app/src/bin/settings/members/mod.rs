//! `/desk/settings/members`: who works here, in which role and teams (R38).

mod form;
mod handover;

use app::{
    api::Call,
    i18n::{lang, tr},
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    actor::Role,
    permission::can_own,
    wire::people::{EditMember, MemberView},
};

use super::parts::{head, row};
use app::desk::{
    away::{away_form, away_words},
    context,
};

/// The page.
pub fn members() -> AnyView {
    let manages = context::my_role() == Role::Admin;
    let (inviting, editing) = (RwSignal::new(false), RwSignal::new(None::<MemberView>));
    let edit_open = RwSignal::new(false);
    let asking = Asking::new();
    let about = tr(
        "成员用邮箱验证码登录。协作人只能看到邀请他们参与的工单。",
        "Members sign in with a code by e-mail. Collaborators see only the tickets they were invited to.",
    );
    let list = move || {
        let desk = context::desk()?;
        let mut all = desk.directory.members.clone();
        all.sort_by_key(|member| (!member.active, std::cmp::Reverse(member.role)));
        Some(all.into_iter().map(|member| entry(member, manages, (editing, edit_open), asking)).collect::<Vec<_>>())
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
        {asking.dialogs()}
    }
    .into_any()
}

/// Whose absence is being said, and whose work handed over.
#[derive(Clone, Copy)]
struct Asking {
    who: RwSignal<Option<MemberView>>,
    away: RwSignal<bool>,
    handover: RwSignal<bool>,
}

impl Asking {
    fn new() -> Self {
        Self { who: RwSignal::new(None), away: RwSignal::new(false), handover: RwSignal::new(false) }
    }

    fn dialogs(self) -> AnyView {
        let close = move || self.away.set(false);
        view! {
            <Dialog title=tr("不在岗", "Away") open=self.away>{move || self.who.get().map(|member| away_form(&member, close))}</Dialog>
            <Dialog title=tr("移交未关闭的工单", "Hand over open tickets") open=self.handover>
                {move || self.who.get().map(|member| handover::handover(&member))}
            </Dialog>
        }
        .into_any()
    }

    /// What this reader may say of a member: their own absence, and everybody's for a lead.
    fn items(self, member: &MemberView) -> Vec<MenuItem> {
        let leads = context::my_role() >= Role::Lead;
        let own = context::my_id().as_ref() == Some(&member.id);
        let item = |words: &'static str, open: RwSignal<bool>| {
            let member = member.clone();
            MenuItem::new(words, move || {
                self.who.set(Some(member.clone()));
                open.set(true);
            })
        };
        let mut items = Vec::new();
        if member.active && (leads || own) {
            items.push(item(tr("设置不在岗", "Set away"), self.away));
        }
        if leads && can_own(member.role) {
            items.push(item(tr("移交工单…", "Hand over tickets…"), self.handover));
        }
        items
    }
}

fn entry(member: MemberView, manages: bool, (editing, open): (RwSignal<Option<MemberView>>, RwSignal<bool>), asking: Asking) -> AnyView {
    let teams: Vec<String> = member.teams.iter().map(context::team_name).filter(|name| !name.is_empty()).collect();
    let detail =
        vec![member.role.label(lang()).to_owned(), member.email.as_ref().map_or_else(String::new, |email| email.as_str().to_owned())];
    let (name, active) = (member.name.as_str().to_owned(), member.active);
    let chips = away_words(&member).into_iter().chain(teams).collect();
    let own = member.clone();
    let any = manages || !untrack(|| asking.items(&member)).is_empty();
    let items = move || {
        let mut items = untrack(|| asking.items(&own));
        if !manages {
            return items;
        }
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
        items.insert(0, edit);
        items.push(last);
        items
    };
    row(avatar(&name), &name, active, detail, chips, any.then(|| UnsyncCallback::from(items)))
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
