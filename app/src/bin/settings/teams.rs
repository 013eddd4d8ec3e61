//! `/desk/settings/teams`: teams, and the classes of tickets each gets.

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
    text::Name,
    ticket::Class,
    wire::people::{EditTeam, NewTeam, TeamView},
};

use super::parts::{checks, head, row};
use app::desk::{context, form::Form, kept};

const FIELDS: &[(&str, &str)] = &[("name", "team-name"), ("classes", "team-classes")];

/// The page.
pub fn teams() -> AnyView {
    let manages = context::my_role() == Role::Admin;
    let (adding, edit_open) = (RwSignal::new(false), RwSignal::new(false));
    let editing = RwSignal::new(None::<TeamView>);
    let new_name = kept::text("team.name");
    let about = tr(
        "新工单按类别进入对应的团队；一个类别只属于一个团队。",
        "A new ticket goes to the team that has its class; a class belongs to one team.",
    );
    let list = move || {
        let desk = context::desk()?;
        let mut all = desk.directory.teams.clone();
        all.sort_by_key(|team| !team.active);
        Some(all.into_iter().map(|team| entry(team, manages, editing, edit_open)).collect::<Vec<_>>())
    };
    view! {
        {head(tr("团队", "Teams"), about, manages.then_some((tr("新建团队", "New team"), adding)))}
        {(!manages).then(|| view! { <p class="muted">{tr("只有管理员可以修改团队。", "Only admins change teams.")}</p> }.into_any())}
        <ul class="entries">{list}</ul>
        <Dialog title=tr("新建团队", "New team") open=adding>{team_form(None, new_name, adding)}</Dialog>
        <Dialog title=tr("修改团队", "Edit team") open=edit_open>
            {move || editing.get().map(|team| {
                let name = RwSignal::new(team.name.as_str().to_owned());
                team_form(Some(team), name, edit_open)
            })}
        </Dialog>
    }
    .into_any()
}

fn entry(team: TeamView, manages: bool, editing: RwSignal<Option<TeamView>>, open: RwSignal<bool>) -> AnyView {
    let people = context::members()
        .iter()
        .filter(|member| member.teams.contains(&team.id))
        .map(|member| member.name.as_str().to_owned())
        .collect::<Vec<_>>();
    let detail = if people.is_empty() { tr("还没有成员", "No members yet").to_owned() } else { people.join(tr("、", ", ")) };
    let classes = team.classes.iter().map(|class| class.label(lang()).to_owned()).collect();
    let (name, active) = (team.name.as_str().to_owned(), team.active);
    let items = move || {
        let (edited, id) = (team.clone(), team.id.clone());
        let edit = MenuItem::new(tr("修改", "Edit"), move || {
            editing.set(Some(edited.clone()));
            open.set(true);
        });
        let words = if active { tr("停用", "Deactivate") } else { tr("恢复", "Restore") };
        vec![edit, MenuItem::new(words, move || set_active(id.as_str(), !active))]
    };
    row(icon(Icon::People), &name, active, vec![detail], classes, manages.then(|| UnsyncCallback::from(items)))
}

fn set_active(id: &str, active: bool) {
    let body = EditTeam { name: None, classes: None, active: Some(active) };
    let (path, id) = (["/api/v1/teams/", id].concat(), id.to_owned());
    app::dom::spawn(async move {
        match Call::patch(path, &body).send::<TeamView>().await {
            Ok(team) => {
                context::refresh();
                let said = if active { tr("已恢复 ", "Restored ") } else { tr("已停用 ", "Deactivated ") };
                toast::undoable([said, team.name.as_str()].concat(), move || set_active(&id, !active));
            }
            Err(error) => toast::failed(error.message),
        }
    });
}

/// For a new team, or for one that is there.
fn team_form(team: Option<TeamView>, name: RwSignal<String>, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let before = team.as_ref().map(|team| team.classes.iter().map(|class| class.as_str().to_owned()).collect());
    let classes = RwSignal::new(before.unwrap_or_default());
    let path = team.map(|team| ["/api/v1/teams/", team.id.as_str()].concat());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let Some(parsed) = form.check("team-name", Name::parse(&name.get_untracked())) else {
            return;
        };
        let chosen: Vec<Class> = classes.with_untracked(|words: &Vec<String>| words.iter().filter_map(|word| Class::parse(word)).collect());
        let words = Snapshot::take(&[name]);
        let done = move |_: TeamView| {
            context::refresh();
            toast::done(tr("已保存", "Saved"));
            words.forget();
            open.set(false);
        };
        match &path {
            None => form.create("/api/v1/teams", &NewTeam { name: parsed, classes: chosen }, FIELDS, done),
            Some(path) => {
                let body = EditTeam { name: Some(parsed), classes: Some(chosen), active: None };
                form.send(Call::patch(path.clone(), &body), FIELDS, done);
            }
        }
    };
    let options = Class::ALL.iter().map(|class| (class.as_str().to_owned(), class.label(lang()).to_owned())).collect();
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="team-name" label=tr("团队名称", "Team name") value=name error=form.error("team-name") max=Name::CHARS_MAX required=true />
            {checks(tr("默认受理的类别", "Classes it gets by default"), "team-classes", options, classes, form.error("team-classes"))}
            <footer class="actions"><Button label=tr("保存", "Save") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}
