//! `/desk/settings/members`: who works here, in which role and teams (R38).

use app::{
    api::Call,
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

use super::parts::{checks, head, row};
use crate::{
    context,
    form::{Form, forget},
    kept,
};

const FIELDS: &[(&str, &str)] = &[
    ("name", "member-name"),
    ("email", "member-email"),
    ("role", "member-role"),
    ("teams", "member-teams"),
];

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
        Some(
            all.into_iter()
                .map(|member| entry(member, manages, editing, edit_open))
                .collect::<Vec<_>>(),
        )
    };
    let invite = invite_fields();
    view! {
        {head(tr("成员", "Members"), about, manages.then_some((tr("邀请成员", "Invite a member"), inviting)))}
        {(!manages).then(|| view! { <p class="muted">{tr("只有管理员可以修改成员。", "Only admins change members.")}</p> }.into_any())}
        <ul class="entries">{list}</ul>
        <Dialog title=tr("邀请成员", "Invite a member") open=inviting>{invite_form(invite, inviting)}</Dialog>
        <Dialog title=tr("修改成员", "Edit member") open=edit_open>
            {move || editing.get().map(|member| edit_form(member, edit_open))}
        </Dialog>
    }
    .into_any()
}

fn entry(
    member: MemberView,
    manages: bool,
    editing: RwSignal<Option<MemberView>>,
    open: RwSignal<bool>,
) -> AnyView {
    let teams: Vec<String> = member
        .teams
        .iter()
        .map(context::team_name)
        .filter(|name| !name.is_empty())
        .collect();
    let detail = vec![
        member.role.label(lang()).to_owned(),
        member
            .email
            .as_ref()
            .map_or_else(String::new, |email| email.as_str().to_owned()),
    ];
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
                .note(tr(
                    "立即退出登录，历史记录保留。",
                    "Signed out at once; the history stays.",
                ))
        } else {
            MenuItem::new(tr("恢复", "Restore"), switch)
        };
        vec![edit, last]
    };
    row(
        avatar(&name),
        &name,
        active,
        detail,
        teams,
        manages.then(|| UnsyncCallback::from(items)),
    )
}

/// Removes or restores; what was done can be taken back.
fn set_active(id: &str, active: bool) {
    let body = EditMember {
        name: None,
        role: None,
        teams: None,
        active: Some(active),
    };
    let (path, id) = (["/api/v1/members/", id].concat(), id.to_owned());
    app::dom::spawn(async move {
        match Call::patch(path, &body).send::<MemberView>().await {
            Ok(member) => {
                context::refresh();
                let said = if active {
                    tr("已恢复 ", "Restored ")
                } else {
                    tr("已停用 ", "Removed ")
                };
                toast::undoable([said, member.name.as_str()].concat(), move || {
                    set_active(&id, !active)
                });
            }
            Err(error) => toast::failed(error.message),
        }
    });
}

#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<String>,
    teams: RwSignal<Vec<String>>,
}

/// Outside of the dialog: closing it by mistake loses nothing.
fn invite_fields() -> Fields {
    Fields {
        name: kept::text("member.name"),
        email: kept::text("member.email"),
        role: RwSignal::new(Role::Agent.as_str().to_owned()),
        teams: RwSignal::new(Vec::new()),
    }
}

fn invite_form(fields: Fields, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let name = form.check("member-name", Name::parse(&fields.name.get_untracked()));
        let email = form.check("member-email", Email::parse(&fields.email.get_untracked()));
        let (Some(name), Some(email)) = (name, email) else {
            return;
        };
        let body = NewMember {
            name,
            email,
            role: role_of(fields.role),
            teams: teams_of(fields.teams),
            lang: lang(),
        };
        form.create(
            "/api/v1/members",
            &body,
            FIELDS,
            move |member: MemberView| {
                context::refresh();
                toast::done([tr("已邀请 ", "Invited "), member.name.as_str()].concat());
                forget(&[fields.name, fields.email]);
                fields.teams.set(Vec::new());
                open.set(false);
            },
        );
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

fn edit_form(member: MemberView, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let fields = Fields {
        name: RwSignal::new(member.name.as_str().to_owned()),
        email: RwSignal::new(String::new()),
        role: RwSignal::new(member.role.as_str().to_owned()),
        teams: RwSignal::new(
            member
                .teams
                .iter()
                .map(|team| team.as_str().to_owned())
                .collect(),
        ),
    };
    let path = ["/api/v1/members/", member.id.as_str()].concat();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let Some(name) = form.check("member-name", Name::parse(&fields.name.get_untracked()))
        else {
            return;
        };
        let body = EditMember {
            name: Some(name),
            role: Some(role_of(fields.role)),
            teams: Some(teams_of(fields.teams)),
            active: None,
        };
        form.send(
            Call::patch(path.clone(), &body),
            FIELDS,
            move |_: MemberView| {
                context::refresh();
                toast::done(tr("已保存", "Saved"));
                open.set(false);
            },
        );
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
    let roles: Vec<(String, String)> = Role::ALL
        .iter()
        .map(|role| (role.as_str().to_owned(), role.label(lang()).to_owned()))
        .collect();
    let teams = context::teams()
        .into_iter()
        .map(|team| (team.id.as_str().to_owned(), team.name.as_str().to_owned()))
        .collect();
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
        Role::Collaborator => tr(
            "只看到受邀参与的工单，写内部备注。",
            "Sees the tickets they help on, and writes internal notes.",
        ),
        Role::Agent => tr(
            "受理、回复、处理工单，维护客户与项目。",
            "Takes, answers and resolves tickets; keeps customers and projects.",
        ),
        Role::Lead => tr(
            "另可批准变更、立项，处理任何人的工单。",
            "Also approves changes, initiates requests, and works on anyone's ticket.",
        ),
        Role::Admin => tr(
            "另可管理成员、团队和设置。",
            "Also manages members, teams and settings.",
        ),
    }
}

fn role_of(value: RwSignal<String>) -> Role {
    value.with(|word| Role::parse(word)).unwrap_or(Role::Agent)
}

fn teams_of(value: RwSignal<Vec<String>>) -> Vec<TeamId> {
    value
        .get_untracked()
        .into_iter()
        .map(TeamId::from)
        .collect()
}
