//! Events of the team's own, in words: customers do not read them, and their program does without these sentences.

use app::{
    i18n::{lang, tr},
    ticket::timeline::{Reader, named},
};
use shared::{
    id::{MemberId, TagId},
    tag::Tagged,
    text::Name,
    ticket::Happening,
};

use super::flows::days;

/// What was done, and what was said with it; of a filing, what is to be added to what everybody reads.
pub fn told(what: &Happening, reader: &Reader<'_>) -> Option<(String, Option<String>)> {
    let person = |member: &MemberId| named(member.as_str(), reader);
    let tag = |tag: &TagId| named(tag.as_str(), reader);
    let did = match what {
        Happening::Filed { rule, tags, .. } => routed(rule.as_ref(), tags, reader),
        Happening::CollaboratorAdded { member } => [tr("邀请", " asked "), &person(member), tr("协助处理", " to help")].concat(),
        Happening::CollaboratorRemoved { member } => [tr("请", " released "), &person(member), tr("退出了协助", " from helping")].concat(),
        Happening::TagAdded { tag: id } => [tr("加了标签：", " added the tag "), &tag(id)].concat(),
        Happening::TagRemoved { tag: id } => [tr("移除了标签：", " removed the tag "), &tag(id)].concat(),
        Happening::Initiated { decision, value, effort_days, .. } => {
            let words =
                [tr("记录了立项结论：", " recorded the initiation: "), decision.label(lang()), tr("，预计 ", ", "), &days(*effort_days)];
            return Some((words.concat(), Some(value.as_str().to_owned())));
        }
        Happening::SubTaskAdded { title, member, .. } => {
            let words = [tr("把一项子任务交给", " gave a sub-task to "), &named(member.as_str(), reader)];
            return Some((words.concat(), Some(title.as_str().to_owned())));
        }
        Happening::SubTaskFinished { .. } => tr("完成了一项子任务", " finished a sub-task").to_owned(),
        Happening::SubTaskReopened { .. } => tr("重新打开了一项子任务", " opened a sub-task again").to_owned(),
        _ => return None,
    };
    Some((did, None))
}

/// Why it went there, and what its words say it is about: for the team.
fn routed(rule: Option<&Name>, tags: &[Tagged], reader: &Reader<'_>) -> String {
    let rule = rule.map(|rule| [tr("；规则：", "; by the rule “"), rule.as_str(), tr("", "”")].concat()).unwrap_or_default();
    let tags = tags.iter().map(|tagged| named(tagged.tag.as_str(), reader)).collect::<Vec<_>>().join(tr("、", ", "));
    if tags.is_empty() { rule } else { [&rule, tr("；标签：", "; tagged: "), &tags].concat() }
}
