//! `/`: what Liandan is, on one screen, and the form that begins a workspace.

use app::{
    i18n::tr,
    ui::{LangSwitch, ThemeSwitch},
};
use leptos::prelude::*;

use super::create::create;

/// The start page.
pub fn start_page() -> AnyView {
    view! {
        {top()}
        <main id="main">
            <div class="page start">
                <div class="start-pitch">
                    <h1>{tr("一张联单，客户、顾问、研发和运维都在上面", "One slip that joins customer, consultant, developer and operations")}</h1>
                    <p class="start-lead">
                        {tr(
                            "联单是为软件实施团队准备的工单系统：ERP、MES、CRM 上线之后的故障、咨询、配置变更和新需求，从手机上的一张照片到客户点头关闭。",
                            "Liandan is the ticket system for software implementation: the faults, questions, changes and requests that follow an ERP, MES or CRM roll-out, from a photo on a phone to the customer's yes.",
                        )}
                    </p>
                    <ol class="start-slips">
                        {point("s-todo", tr("客户一分钟提单", "Filed in a minute"), tr("车间里拍张照就能提，随时看到谁在处理。", "A photo from the shop floor is enough; the customer sees who has it."))}
                        {point("s-in_progress", tr("客服一块看板", "One board for the team"), tr("待处理、处理中、待验证、已关闭，拖动或按键都行。", "To do, in progress, to verify, closed: by mouse, touch or key."))}
                        {point("s-verifying", tr("客户确认才算解决", "Solved when the customer says so"), tr("不满意可以退回并说明原因，时间线记下每一步。", "They may refuse with a reason; the timeline keeps every step."))}
                    </ol>
                </div>
                <section class="panel" aria-labelledby="create-title">
                    <h2 id="create-title">{tr("创建工作区", "Create a workspace")}</h2>
                    {create()}
                </section>
            </div>
        </main>
    }
    .into_any()
}

/// The bar of pages that stand outside of a workspace.
pub fn top() -> AnyView {
    view! {
        <header class="bar">
            <a class="brand" href="/">
                <img src="/favicon.svg" alt="" width="24" height="24" />
                <span>{tr("联单", "Liandan")}</span>
            </a>
            <div class="push"></div>
            <LangSwitch />
            <ThemeSwitch />
            <a class="btn" href="/desk/sign-in">{tr("登录", "Sign in")}</a>
        </header>
    }
    .into_any()
}

fn point(state: &'static str, title: &'static str, text: &'static str) -> AnyView {
    view! {
        <li class=["slip-like ", state].concat()>
            <h2>{title}</h2>
            <p>{text}</p>
        </li>
    }
    .into_any()
}
