//! The form of a member.

use app::{
    api::Call,
    draft::Snapshot,
    i18n::{lang, tr},
    toast,
    ui::*,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    actor::Role,
    id::TeamId,
    text::{Email, Name},
    wire::people::{EditMember, MemberView, NewMember},
};

use crate::parts::checks;
use app::desk::{context, form::Form, kept};

const FIELDS: &[(&str, &str)] = &[("name", "member-name"), ("email", "member-email"), ("role", "member-role"), ("teams", "member-teams")];

/// What is typed about a member.
#[derive(Clone, Copy)]
pub struct Fields {
    name: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<String>,
    teams: RwSignal<Vec<String>>,
}

/// Of a member to be invited; outside of the dialog, so that closing it by mistake loses nothing.
pub fn invite_fields() -> Fields {
    Fields {
        name: kept::text("member.name"),
        email: kept::text("member.email"),
        role: RwSignal::new(Role::Agent.as_str().to_owned()),
        teams: RwSignal::new(Vec::new()),
    }
}

/// Invites a member.
pub fn invite_form(fields: Fields, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let name = form.check("member-name", Name::parse(&fields.name.get_untracked()));
        let email = form.check("member-email", Email::parse(&fields.email.get_untracked()));
        let (Some(name), Some(email)) = (name, email) else {
            return;
        };
        let body = NewMember { name, email, role: role_of(fields.role), teams: teams_of(fields.teams), lang: lang() };
        let words = Snapshot::take(&[fields.name, fields.email]);
        form.create("/api/v1/members", &body, FIELDS, move |member: MemberView| {
            context::refresh();
            toast::done([tr("已邀请 ", "Invited "), member.name.as_str()].concat());
            words.forget();
            fields.teams.set(Vec::new());
            open.set(false);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="member-name" label=tr("姓名", "Name") value=fields.name error=form.error("member-name") max=Name::CHARS_MAX required=true />
            <TextField id="member-email" label=tr("邮箱", "E-mail") kind="email" value=fields.email error=form.error("member-email") required=true />
            {role_and_teams(form, fields)}
            <footer class="actions"><Button label=tr("邀请", "Invite") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}

/// Changes a member.
pub fn edit_form(member: MemberView, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let fields = Fields {
        name: RwSignal::new(member.name.as_str().to_owned()),
        email: RwSignal::new(String::new()),
        role: RwSignal::new(member.role.as_str().to_owned()),
        teams: RwSignal::new(member.teams.iter().map(|team| team.as_str().to_owned()).collect()),
    };
    let path = ["/api/v1/members/", member.id.as_str()].concat();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let Some(name) = form.check("member-name", Name::parse(&fields.name.get_untracked())) else {
            return;
        };
        let body = EditMember { name: Some(name), role: Some(role_of(fields.role)), teams: Some(teams_of(fields.teams)), active: None };
        form.send(Call::patch(path.clone(), &body), FIELDS, move |_: MemberView| {
            context::refresh();
            toast::done(tr("已保存", "Saved"));
            open.set(false);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="member-name" label=tr("姓名", "Name") value=fields.name error=form.error("member-name") max=Name::CHARS_MAX required=true />
            {role_and_teams(form, fields)}
            <footer class="actions"><Button label=tr("保存", "Save") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}

fn role_and_teams(form: Form, fields: Fields) -> AnyView {
    let roles: Vec<(String, String)> = Role::ALL.iter().map(|role| (role.as_str().to_owned(), role.label(lang()).to_owned())).collect();
    let teams = context::teams().into_iter().map(|team| (team.id.as_str().to_owned(), team.name.as_str().to_owned())).collect();
    let hint = Memo::new(move |_| duties(role_of(fields.role)));
    view! {
        <SelectField id="member-role" label=tr("角色", "Role") value=fields.role options=Signal::derive(move || roles.clone()) error=form.error("member-role") required=true />
        <p class="hint">{hint}</p>
        {checks(tr("团队", "Teams"), "member-teams", teams, fields.teams, form.error("member-teams"))}
    }
    .into_any()
}

/// What the role may do, in a sentence.
fn duties(role: Role) -> &'static str {
    match role {
        Role::Collaborator => tr("只看到受邀参与的工单，写内部备注。", "Sees the tickets they help on, and writes internal notes."),
        Role::Agent => tr("受理、回复、处理工单，维护客户与项目。", "Takes, answers and resolves tickets; keeps customers and projects."),
        Role::Lead => {
            tr("另可批准变更、立项，处理任何人的工单。", "Also approves changes, initiates requests, and works on anyone's ticket.")
        }
        Role::Admin => tr("另可管理成员、团队和设置。", "Also manages members, teams and settings."),
    }
}

fn role_of(value: RwSignal<String>) -> Role {
    value.with(|word| Role::parse(word)).unwrap_or(Role::Agent)
}

fn teams_of(value: RwSignal<Vec<String>>) -> Vec<TeamId> {
    value.get_untracked().into_iter().map(TeamId::from).collect()
}
