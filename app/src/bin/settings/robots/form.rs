//! A robot's form. Its address and secret are asked for, and never shown again: left empty, they stay.

use app::{
    api::Call,
    desk::form::Form,
    i18n::{lang, tr},
    load::Load,
    toast,
    ui::*,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    robot::{GroupTopic, Vendor, Webhook, parse_secret},
    text::Name,
    wire::channels::{EditRobot, NewRobot, RobotView, Robots},
};

use super::path;
use crate::parts::checks;

const FIELDS: &[(&str, &str)] = &[("name", "robot-name"), ("url", "robot-url"), ("secret", "robot-secret"), ("topics", "robot-topics")];
/// What a new robot tells until somebody chooses.
const USUAL: [GroupTopic; 4] = [GroupTopic::Urgent, GroupTopic::Unowned, GroupTopic::Breach, GroupTopic::Escalation];

/// For a new robot, or for one that is there.
pub fn form(robot: Option<RobotView>, load: Load<Robots>, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let known = robot.is_some();
    let vendor = RwSignal::new(robot.as_ref().map_or(Vendor::Wecom, |robot| robot.vendor).as_str().to_owned());
    let name = RwSignal::new(robot.as_ref().map(|robot| robot.name.as_str().to_owned()).unwrap_or_default());
    let (url, secret) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let chosen = robot.as_ref().map_or(USUAL.to_vec(), |robot| robot.topics.clone());
    let topics = RwSignal::new(chosen.iter().map(|topic| topic.as_str().to_owned()).collect::<Vec<_>>());
    let is_signed = robot.as_ref().is_some_and(|robot| robot.signed);
    let path = robot.as_ref().map(path);
    let of = move || Vendor::parse(&vendor.get()).unwrap_or(Vendor::Wecom);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let Some(read) = read(form, untrack(of), known, (name, url, secret, topics)) else { return };
        let done = move |_: RobotView| {
            toast::done(tr("已保存", "Saved"));
            for typed in [url, secret] {
                typed.set(String::new());
            }
            load.reload();
            open.set(false);
        };
        match &path {
            Some(path) => {
                let body = EditRobot { name: Some(read.name), url: read.url, secret: read.secret, topics: Some(read.topics), active: None };
                form.send(Call::patch(path.clone(), &body), FIELDS, done);
            }
            None => {
                let url = read.url.unwrap_or_default();
                let body = NewRobot { vendor: untrack(of), name: read.name, url, secret: read.secret, topics: read.topics };
                form.create("/api/v1/robots", &body, FIELDS, move |robot: RobotView| {
                    name.set(String::new());
                    done(robot);
                });
            }
        }
    };
    let vendors = Vendor::ALL.iter().map(|vendor| Choice::new(vendor.as_str(), vendor.label(lang()))).collect();
    let platform =
        (!known).then(|| view! { <Segmented id="robot-vendor" label=tr("平台", "Platform") choices=vendors value=vendor /> }.into_any());
    let kept = if known { tr("留空则不修改。", "Left empty, it stays.") } else { "" };
    let options = GroupTopic::ALL.iter().map(|topic| (topic.as_str().to_owned(), topic.label(lang()).to_owned())).collect();
    let signing = move || {
        (of() != Vendor::Wecom).then(|| {
            let hint = [tr("仅在机器人开启“签名校验 / 加签”时填写。", "Only where the robot asks for signatures."), if is_signed { kept } else { "" }].concat();
            view! { <TextField id="robot-secret" label=tr("签名密钥", "Signing secret") value=secret hint error=form.error("robot-secret") /> }.into_any()
        })
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            {platform}
            <TextField id="robot-name" label=tr("名称", "Name") value=name error=form.error("robot-name") placeholder=tr("例如：运维值班群", "For instance: on-call group") max=Name::CHARS_MAX required=true />
            <TextField id="robot-url" label=tr("Webhook 地址", "Webhook address") value=url kind="url" hint=[tr("保存后不再显示。", "It is not shown again."), kept].concat() error=form.error("robot-url") required=!known />
            {signing}
            {checks(tr("通知内容", "What it tells"), "robot-topics", options, topics, form.error("robot-topics"))}
            <footer class="actions"><Button label=tr("保存", "Save") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}

struct Read {
    name: Name,
    url: Option<String>,
    secret: Option<String>,
    topics: Vec<GroupTopic>,
}

type Typed = (RwSignal<String>, RwSignal<String>, RwSignal<String>, RwSignal<Vec<String>>);

/// What was typed, or what is wrong with it on its field.
fn read(form: Form, vendor: Vendor, known: bool, (name, url, secret, topics): Typed) -> Option<Read> {
    let parsed = form.check("robot-name", Name::parse(&name.get_untracked()));
    let address = url.get_untracked();
    let address = match known && address.trim().is_empty() {
        true => Some(None),
        false => form.check("robot-url", Webhook::parse(vendor, &address)).map(|webhook| Some(webhook.url())),
    };
    let secret = form.check_optional("robot-secret", &secret.get_untracked(), parse_secret);
    let topics = topics.with_untracked(|words| words.iter().filter_map(|word| GroupTopic::parse(word)).collect());
    Some(Read { name: parsed?, url: address?, secret: secret?, topics })
}
