//! `/desk/settings/robots`: robots of group chats in 企业微信, 飞书 and 钉钉, what each tells its group, and trying one out.

mod form;

use app::{
    api::Call,
    dom,
    i18n::{lang, tr},
    load::Load,
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    actor::Role,
    wire::channels::{EditRobot, ROBOTS_MAX, RobotTrial, RobotView, Robots},
};

use super::parts::{entries, head, row, words_of};
use app::desk::context;

/// A change of nothing.
pub const NOTHING: EditRobot = EditRobot { name: None, url: None, secret: None, topics: None, active: None };

/// The page.
pub fn robots() -> AnyView {
    let (adding, editing) = (RwSignal::new(false), RwSignal::new(false));
    let edited = RwSignal::new(None::<RobotView>);
    let manages = context::my_role() == Role::Admin;
    let about = tr(
        "把紧急工单和超时提醒发到企业微信、飞书或钉钉的群里。短时间内的多条提醒会合并成一条。",
        "Tells a group in WeCom, Feishu or DingTalk of urgent tickets and of times that run short. What comes at once is told in one message.",
    );
    if !manages {
        return view! {
            {head(tr("群机器人", "Robots"), about, None)}
            <p class="muted">{tr("只有管理员可以管理群机器人。", "Only admins manage robots.")}</p>
        }
        .into_any();
    }
    let load = Load::<Robots>::new(|| "/api/v1/robots".to_owned());
    let page = Page { load, edited, editing };
    view! {
        {move || {
            let full = load.value.with(|all| all.as_ref().is_some_and(|all| all.robots.len() >= ROBOTS_MAX as usize));
            head(tr("群机器人", "Robots"), about, (!full).then_some((tr("添加机器人", "Add a robot"), adding)))
        }}
        {loaded(load, || skeleton(4), move |robots| live(move || robots.with(|all| all.as_ref().map(|all| page.list(all))).into_any()))}
        <Dialog title=tr("添加机器人", "Add a robot") open=adding>{form::form(None, load, adding)}</Dialog>
        <Dialog title=tr("修改机器人", "Edit the robot") open=editing>
            {move || edited.get().map(|robot| form::form(Some(robot), load, editing))}
        </Dialog>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Page {
    load: Load<Robots>,
    edited: RwSignal<Option<RobotView>>,
    editing: RwSignal<bool>,
}

impl Page {
    fn list(self, all: &Robots) -> AnyView {
        let rows = all.robots.iter().map(|robot| self.entry(robot.clone())).collect();
        let how = tr(
            "在群设置里添加“自定义机器人”，把它的 Webhook 地址粘贴到这里。",
            "Add a custom robot in the group's settings, and paste its webhook address here.",
        );
        entries(rows, tr("还没有群机器人", "No robots yet"), how)
    }

    fn entry(self, robot: RobotView) -> AnyView {
        let mut detail = vec![robot.vendor.label(lang()).to_owned(), [tr("地址尾号 ", "Address ends in "), &robot.tail].concat()];
        if robot.signed {
            detail.push(tr("已加签", "Signed").to_owned());
        }
        if let Some(error) = &robot.error {
            detail.push([tr("最近一次失败：", "Last refusal: "), &words_of(error)].concat());
        }
        let chips = robot.topics.iter().map(|topic| topic.label(lang()).to_owned()).collect();
        let (name, active) = (robot.name.as_str().to_owned(), robot.active);
        let items = move || {
            let (edited, tried, switched, removed) = (robot.clone(), robot.clone(), robot.clone(), robot.clone());
            let words = if active { tr("停用", "Deactivate") } else { tr("恢复", "Restore") };
            vec![
                MenuItem::new(tr("发送测试消息", "Send a test"), move || self.try_out(&tried)),
                MenuItem::new(tr("修改", "Edit"), move || {
                    self.edited.set(Some(edited.clone()));
                    self.editing.set(true);
                }),
                MenuItem::new(words, move || self.change(&switched, EditRobot { active: Some(!active), ..NOTHING })),
                MenuItem::new(tr("删除", "Remove"), move || self.remove(&removed)),
            ]
        };
        row(icon(Icon::Robot), &name, active, detail, chips, Some(UnsyncCallback::from(items)))
    }

    fn try_out(self, robot: &RobotView) {
        let path = [&path(robot), "/trial"].concat();
        toast::done(tr("正在发送测试消息…", "Sending a test…"));
        dom::spawn(async move {
            match Call::post(path, &()).send::<RobotTrial>().await {
                Ok(trial) if trial.taken => toast::done(tr("测试消息已送达，请到群里查看", "The test has arrived: look at the group")),
                Ok(trial) => toast::failed([tr("对方没有接收：", "It was not taken: "), &words_of(&trial.answer)].concat()),
                Err(error) => toast::failed(error.message),
            }
        });
    }

    fn change(self, robot: &RobotView, body: EditRobot) {
        self.send(Call::patch(path(robot), &body), tr("已保存", "Saved"));
    }

    fn remove(self, robot: &RobotView) {
        self.send(Call::delete(path(robot)), tr("已删除", "Removed"));
    }

    fn send(self, call: Call, done: &'static str) {
        dom::spawn(async move {
            match call.text().await {
                Ok(_) => toast::done(done),
                Err(error) => toast::failed(error.message),
            }
            self.load.reload();
        });
    }
}

/// A robot's address in the API.
pub fn path(robot: &RobotView) -> String {
    ["/api/v1/robots/", robot.id.as_str()].concat()
}
