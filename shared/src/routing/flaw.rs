//! What is wrong with rules as the workspace is now. None of it stops a ticket; it stands beside the rule, so that
//! somebody mends it.

use super::book::RoutingRule;
use crate::id::{ProjectId, TagId};
use crate::permission::can_own;
use crate::time::Timestamp;
use crate::wire::people::{Directory, MemberView, ProjectView};

words! {
    /// Why a rule does less than it says. The label is the sentence.
    RuleFlaw {
        TeamClosed = "team_closed", "这个团队已停用，规则会被跳过。", "This team was closed, so the rule is passed over.";
        NeverReached = "never_reached", "上面有一条没有条件的规则，这条永远轮不到。", "A rule above has no conditions, so this one is never reached.";
        NobodyCanOwn = "nobody_can_own", "团队里没有能担任负责人的成员，工单会没有负责人。", "Nobody in this team can own a ticket, so it will have no owner.";
        EveryoneAway = "everyone_away", "团队成员现在都不在岗，工单会没有负责人。", "Everybody in this team is away now, so tickets will have no owner.";
        ProjectClosed = "project_closed", "条件里的项目已结束。", "A project in the conditions has ended.";
        ModuleElsewhere = "module_elsewhere", "条件里的模块不属于所选项目，没有工单会符合。", "No module in the conditions belongs to their projects, so no ticket fits.";
        CompanyElsewhere = "company_elsewhere", "条件里的项目都属于别的客户，没有工单会符合。", "All projects in the conditions are other customers', so no ticket fits.";
        TagUnused = "tag_unused", "条件里的标签已停用。", "A tag in the conditions is no longer used.";
    }
}

/// The flaws of each rule, in the order of the rules. One that is switched off has none.
pub fn flaws(rules: &[RoutingRule], directory: &Directory, now: Timestamp) -> Vec<Vec<RuleFlaw>> {
    let mut over = false;
    let mut all = Vec::with_capacity(rules.len());
    for rule in rules {
        if !rule.active {
            all.push(Vec::new());
            continue;
        }
        let mut found = of_rule(rule, directory, now);
        if over {
            found.insert(0, RuleFlaw::NeverReached);
        }
        over |= rule.on.is_empty() && !found.contains(&RuleFlaw::TeamClosed);
        all.push(found);
    }
    all
}

fn of_rule(rule: &RoutingRule, directory: &Directory, now: Timestamp) -> Vec<RuleFlaw> {
    let mut found = Vec::new();
    let owners: Vec<&MemberView> =
        directory.members.iter().filter(|m| m.active && can_own(m.role) && m.teams.contains(&rule.team)).collect();
    let wants_owner = rule.owner != super::Ownership::Nobody;
    if !directory.teams.iter().any(|team| team.active && team.id == rule.team) {
        found.push(RuleFlaw::TeamClosed);
    } else if wants_owner && owners.is_empty() {
        found.push(RuleFlaw::NobodyCanOwn);
    } else if wants_owner && owners.iter().all(|m| m.away.as_ref().is_some_and(|away| away.covers(now))) {
        found.push(RuleFlaw::EveryoneAway);
    }
    let is_worked_on = |id: &ProjectId| directory.projects.iter().any(|project| project.active && project.id == *id);
    if !rule.on.project.iter().all(is_worked_on) {
        found.push(RuleFlaw::ProjectClosed);
    }
    let projects = || directory.projects.iter().filter(|project| rule.on.project.contains(&project.id));
    let has_module = |project: &ProjectView| project.modules.iter().any(|module| rule.on.module.contains(&module.id));
    if !rule.on.module.is_empty() && !rule.on.project.is_empty() && !projects().any(has_module) {
        found.push(RuleFlaw::ModuleElsewhere);
    }
    let is_theirs = |project: &ProjectView| project.company.as_ref().is_none_or(|company| rule.on.company.contains(company));
    if !rule.on.company.is_empty() && !rule.on.project.is_empty() && !projects().any(is_theirs) {
        found.push(RuleFlaw::CompanyElsewhere);
    }
    let is_used = |id: &TagId| directory.tags.iter().any(|tag| tag.active && tag.id == *id);
    if !rule.on.tag.iter().all(is_used) {
        found.push(RuleFlaw::TagUnused);
    }
    found
}
