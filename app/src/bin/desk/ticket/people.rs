//! Who works on the ticket: the one owner, the team, and those who help.

use app::{
    i18n::tr,
    ui::{Icon, MenuItem, avatar, icon, live},
};
use leptos::prelude::*;
use shared::{id::MemberId, ticket::Command, wire::people::MemberView};

use super::{
    head::{open_menu, opener},
    state::Workspace,
};
use app::desk::context;

const OWNER: &str = "fact-owner";
const TEAM: &str = "fact-team";
const HELPERS: &str = "fact-helpers";

/// The owner, and the menu that changes them.
pub fn owner(ws: Workspace) -> AnyView {
    let owner = Memo::new(move |_| ws.ticket.with(|ticket| ticket.owner.clone()));
    let person = live(move || match owner.get() {
        Some(id) => person(&id),
        None => view! { <span class="muted">{tr("未指派", "Unassigned")}</span> }.into_any(),
    });
    let mine = move || owner.get().is_some() && owner.get() == context::my_id();
    let take = live(move || {
        (!mine() && can_assign(ws)).then(|| {
            view! { <button type="button" class="btn quiet" on:click=move |_| assign_me(ws)>{tr("由我负责", "Assign me")}</button> }
                .into_any()
        })
    });
    view! { {person}{take}{move || can_assign(ws).then(|| opener(OWNER, "btn quiet square", tr("更换负责人", "Change the owner"), Icon::Pen, move || open_owners(ws)))} }
        .into_any()
}

/// The team, and the menu that passes the ticket on.
pub fn team(ws: Workspace) -> AnyView {
    let name = move || context::team_name(&ws.ticket.with(|ticket| ticket.team.clone()));
    view! { <span>{name}</span>{move || can_assign(ws).then(|| opener(TEAM, "btn quiet square", tr("转给其他团队", "Pass to another team"), Icon::Pen, move || open_teams(ws)))} }
        .into_any()
}

/// Members who were asked to help.
pub fn helpers(ws: Workspace) -> AnyView {
    let list = live(move || {
        let helpers = ws.ticket.with(|ticket| ticket.collaborators.clone());
        helpers.into_iter().map(|id| helper(ws, id)).collect::<Vec<_>>()
    });
    let add = live(move || {
        askable(ws).next().map(|_| {
            opener(HELPERS, "btn quiet square", tr("邀请协作人", "Ask somebody to help"), Icon::Plus, move || open_helpers(ws))
        })
    });
    view! { <span class="people">{list}</span>{add} }.into_any()
}

/// The menu of owners; also behind the key `A`.
pub fn open_owners(ws: Workspace) {
    let (team, now) = ws.ticket.with_untracked(|ticket| (ticket.team.clone(), ticket.owner.clone()));
    let me = context::my_id();
    let mut items: Vec<MenuItem> = context::owners()
        .into_iter()
        .map(|member| {
            let (name, own) = (member.name.as_str(), Some(&member.id) == me.as_ref());
            let words = if own { [name, tr("（我）", " (me)")].concat() } else { name.to_owned() };
            let command = Command::Assign { team: team.clone(), owner: Some(member.id.clone()) };
            MenuItem::new(words, move || ws.give(command.clone())).checked(now.as_ref() == Some(&member.id))
        })
        .collect();
    let nobody = Command::Assign { team, owner: None };
    if now.is_some() && untrack(|| ws.may(&nobody)) {
        items.push(MenuItem::new(tr("取消指派", "Unassign"), move || ws.give(nobody.clone())));
    }
    open_menu(ws, OWNER, items);
}

fn open_teams(ws: Workspace) {
    let (now, owner) = ws.ticket.with_untracked(|ticket| (ticket.team.clone(), ticket.owner.clone()));
    let items = context::teams().into_iter().map(|team| {
        let current = team.id == now;
        // Once work has started somebody must own it, so the owner goes along.
        let free = Command::Assign { team: team.id.clone(), owner: None };
        let kept = Command::Assign { team: team.id.clone(), owner: owner.clone() };
        let command = if untrack(|| ws.may(&free)) { free } else { kept };
        MenuItem::new(team.name.as_str(), move || {
            if !current {
                ws.give(command.clone())
            }
        })
        .checked(current)
    });
    open_menu(ws, TEAM, items.collect());
}

fn open_helpers(ws: Workspace) {
    let items = untrack(|| {
        let item = |(member, command): (MemberView, Command)| MenuItem::new(member.name.as_str(), move || ws.give(command.clone()));
        askable(ws).map(item).collect()
    });
    open_menu(ws, HELPERS, items);
}

/// Who can be asked to help, and how: everybody but those who do, and the owner, whose work it is anyway.
fn askable(ws: Workspace) -> impl Iterator<Item = (MemberView, Command)> {
    let owner = ws.ticket.with(|ticket| ticket.owner.clone());
    let ask = move |member: MemberView| {
        let command = Command::AddCollaborator { member: member.id.clone() };
        (Some(&member.id) != owner.as_ref() && ws.may(&command)).then_some((member, command))
    };
    context::members().into_iter().filter_map(ask)
}

fn assign_me(ws: Workspace) {
    let team = ws.ticket.with_untracked(|ticket| ticket.team.clone());
    ws.give(Command::Assign { team, owner: context::my_id() });
}

fn can_assign(ws: Workspace) -> bool {
    let team = ws.ticket.with(|ticket| ticket.team.clone());
    context::owners().into_iter().any(|member| ws.may(&Command::Assign { team: team.clone(), owner: Some(member.id) }))
}

fn person(id: &MemberId) -> AnyView {
    let name = context::member_name(id);
    view! { <span class="person">{avatar(&name)}<span>{name.clone()}</span></span> }.into_any()
}

fn helper(ws: Workspace, id: MemberId) -> AnyView {
    let command = Command::RemoveCollaborator { member: id.clone() };
    let label = [tr("不再请", "No longer ask "), &context::member_name(&id), tr("协作", " to help")].concat();
    let remove = ws.may(&command).then(|| {
        view! { <button type="button" class="btn quiet square" aria-label=label on:click=move |_| ws.give(command.clone())>{icon(Icon::Cross)}</button> }.into_any()
    });
    view! { <span class="person">{person(&id)}{remove}</span> }.into_any()
}
