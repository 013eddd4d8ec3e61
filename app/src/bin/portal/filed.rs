//! The receipt: the serial to say on the phone, the link that opens the ticket, and what happens next.

use app::{
    dom,
    i18n::tr,
    ticket::labels::serial_mark,
    toast,
    ui::{Button, Icon, el, el_class, icon},
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::{known, paths, screens::View, state};

/// The receipt of a ticket that was just filed.
pub fn filed(serial: u32) -> AnyView {
    let known = known::list(&state::slug()).into_iter().find(|known| known.serial == serial);
    let title = known.as_ref().map(|known| known.title.clone()).unwrap_or_default();
    let link = known.map(|known| known.link);
    let open = link.clone().unwrap_or_else(|| paths::to(View::Ticket(serial)));
    let next = el_class("ol", "next-steps")
        .el(el("li").text(tr("客服会核对优先级并安排负责人。", "Support checks the priority and finds who will work on it.")))
        .el(el("li").text(tr("有回复或进展时，我们发邮件通知您。", "You get an e-mail with each answer and progress note.")))
        .el(el("li").text(tr("给出解决方案后，由您确认是否解决。", "When there is a solution, you say whether it solved the problem.")));
    let number = el("h1")
        .el(el_class("span", "visually-hidden").text(tr("工单编号", "Ticket number ")))
        .child(serial_mark(serial));
    let receipt = el_class("div", "sheet-body receipt")
        .el(el_class("p", "receipt-done").child(icon(Icon::Check)).text(tr("已收到您的工单", "We have your ticket")))
        .el(number)
        .el(el_class("p", "receipt-title").words(title))
        .el(el_class("p", "hint").text(tr("打电话询问时，报这个编号即可。", "Say this number when you call us.")))
        .all(link.map(link_box).into_iter().collect())
        .el(next)
        .el(el_class("div", "actions")
            .el(el_class("a", "btn primary").set("href", open).text(tr("查看工单", "Open the ticket")))
            .el(el_class("a", "btn").set("href", paths::to(View::New)).text(tr("再提交一张", "File another"))));
    el_class("div", "page narrow").el(el_class("div", "sheet").el(receipt)).any()
}

fn link_box(link: String) -> AnyView {
    let origin = dom::window().location().origin().unwrap_or_default();
    let address = origin + &link;
    let copied = address.clone();
    let button = view! { <Button label=tr("复制链接", "Copy link") icon=Icon::Clip on_press=move || copy(&copied) /> };
    el_class("div", "link-box panel")
        .el(el("label").attr("for", "link").text(tr("您的专属链接，无需登录即可查看和回复", "Your own link: read and answer without signing in")))
        .el(el_class("input", "input").attr("id", "link").attr("readonly", "").set("value", address))
        .child(button.into_any())
        .el(el_class("p", "hint").text(tr("持有链接的人都能看到这张工单，请勿公开转发。确认邮件里也有它。", "Whoever has it can read this ticket, so do not post it publicly. It is also in the confirmation e-mail.")))
        .any()
}

fn copy(text: &str) {
    let clipboard = dom::get(&dom::window().navigator(), "clipboard");
    let write = dom::get(&clipboard, "writeText");
    let Some(write) = write.dyn_ref::<js_sys::Function>() else { return select() };
    match write.call1(&clipboard, &JsValue::from_str(text)) {
        Ok(_) => toast::done(tr("链接已复制", "Link copied")),
        Err(_) => select(),
    }
}

/// Where copying is not allowed, the text is selected, ready to be copied by hand.
fn select() {
    if let Some(input) = dom::by_id("link").and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        input.select();
    }
}
