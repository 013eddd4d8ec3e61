//! The dry run: what the draft would have done to the last tickets, against what became of them.

use app::{api::Call, dom, i18n::tr, ui::*};
use leptos::prelude::*;
use shared::{
    id::{MemberId, TeamId},
    routing::{RoutingRule, Trial, TrialRules, Tried},
};

use super::draft::Draft;
use app::desk::context;

/// The button, and the table of its answer.
pub fn trial(draft: Draft) -> AnyView {
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<String>));
    // With the rules that were tried: the draft may go on changing.
    let answer = RwSignal::new(None::<(Trial, Vec<RoutingRule>)>);
    let run = move || {
        let rules = draft.rules.get_untracked();
        busy.set(true);
        trouble.set(None);
        dom::spawn(async move {
            let outcome = Call::post("/api/v1/routing-rules/trial", &TrialRules { rules: rules.clone() }).send::<Trial>().await;
            busy.try_set(false);
            match outcome {
                Ok(trial) => {
                    answer.try_set(Some((trial, rules)));
                }
                Err(error) => {
                    trouble.try_set(Some(error.message));
                }
            }
        });
    };
    view! {
        <section class="panel stack settings-foot">
            <h2>{tr("试运行", "Dry run")}</h2>
            <p class="muted">{tr(
                "用上面的规则（含未保存的修改）重走最近 100 张工单，按现在的在岗成员推算，不改动任何工单。",
                "Runs the rules above, saved or not, over the last 100 tickets with the members who are there now. No ticket is changed.",
            )}</p>
            <div><Button label=tr("试运行", "Try the rules") icon=Icon::Retry busy on_press=run /></div>
            <div role="status">
                {move || trouble.get().map(|why| view! { <p class="field-error">{why}</p> }.into_any())}
                {live(move || answer.with(|answer| answer.as_ref().map(|(trial, rules)| table(trial, rules))))}
            </div>
        </section>
    }
    .into_any()
}

fn table(trial: &Trial, rules: &[RoutingRule]) -> AnyView {
    let moved = trial.tickets.iter().filter(|tried| tried.team != tried.would_team).count();
    let owned = trial.tickets.iter().filter(|tried| tried.owner != tried.would_owner).count();
    let words = [
        tr("共 ", ""),
        &trial.tickets.len().to_string(),
        tr(" 张：", " tickets: "),
        &moved.to_string(),
        tr(" 张会去另一个团队，", " would go to another team, "),
        &owned.to_string(),
        tr(" 张会是另一位负责人。", " to another owner."),
    ];
    let rows: Vec<AnyView> = trial.tickets.iter().map(|tried| row(tried, rules)).collect();
    view! {
        <p><strong>{words.concat()}</strong></p>
        <div class="trial" tabindex="0" role="region" aria-label=tr("试运行结果", "Result of the dry run")>
            <table>
                <thead><tr>
                    <th scope="col">{tr("工单", "Ticket")}</th>
                    <th scope="col">{tr("现在", "Now")}</th>
                    <th scope="col">{tr("按规则", "By the rules")}</th>
                    <th scope="col">{tr("规则", "Rule")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(tried: &Tried, rules: &[RoutingRule]) -> AnyView {
    let href = ["/desk/tickets/", &tried.serial.to_string()].concat();
    let title = ["#", &tried.serial.to_string(), " ", tried.title.as_str()].concat();
    let rule = tried.rule.as_ref().and_then(|id| rules.iter().find(|rule| rule.id == *id));
    let rule = rule.map_or_else(|| tr("类别的团队", "Team of the class").to_owned(), |rule| rule.name.as_str().to_owned());
    let same = tried.team == tried.would_team && tried.owner == tried.would_owner;
    view! {
        <tr class:same=same>
            <td><a href=href dir="auto">{title}</a></td>
            <td data-name=tr("现在", "Now")>{place(&tried.team, tried.owner.as_ref())}</td>
            <td data-name=tr("按规则", "By the rules")>{place(&tried.would_team, tried.would_owner.as_ref())}</td>
            <td data-name=tr("规则", "Rule") dir="auto">{rule}</td>
        </tr>
    }
    .into_any()
}

fn place(team: &TeamId, owner: Option<&MemberId>) -> String {
    let owner = owner.map_or_else(|| tr("无人负责", "nobody").to_owned(), context::member_name);
    [&context::team_name(team), " · ", &owner].concat()
}
