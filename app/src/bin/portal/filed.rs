//! The receipt: the serial to say on the phone, the link that opens the ticket, and what happens next.

use app::{
    dom,
    i18n::tr,
    ticket::labels::serial_mark,
    toast,
    ui::{Button, Icon, icon},
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
    let link = link.map_or_else(|| ().into_any(), link_box);
    view! {
        <div class="page narrow">
            <div class="sheet">
                <div class="sheet-body receipt">
                    <p class="receipt-done">{icon(Icon::Check)}{tr("已收到您的工单", "We have your ticket")}</p>
                    <h1><span class="visually-hidden">{tr("工单编号", "Ticket number ")}</span>{serial_mark(serial)}</h1>
                    <p class="receipt-title">{title}</p>
                    <p class="hint">{tr("打电话询问时，报这个编号即可。", "Say this number when you call us.")}</p>
                    {link}
                    <ol class="next-steps">
                        <li>{tr("客服会核对优先级并安排负责人。", "Support checks the priority and finds who will work on it.")}</li>
                        <li>{tr("有回复或进展时，我们发邮件通知您。", "You get an e-mail with each answer and progress note.")}</li>
                        <li>{tr("给出解决方案后，由您确认是否解决。", "When there is a solution, you say whether it solved the problem.")}</li>
                    </ol>
                    <div class="actions">
                        <a class="btn primary" href=open>{tr("查看工单", "Open the ticket")}</a>
                        <a class="btn" href=paths::to(View::New)>{tr("再提交一张", "File another")}</a>
                    </div>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn link_box(link: String) -> AnyView {
    let origin = dom::window().location().origin().unwrap_or_default();
    let address = origin + &link;
    let copied = address.clone();
    view! {
        <div class="link-box panel">
            <label for="link">{tr("您的专属链接，无需登录即可查看和回复", "Your own link: read and answer without signing in")}</label>
            <input class="input" id="link" readonly value=address />
            <Button label=tr("复制链接", "Copy link") icon=Icon::Clip on_press=move || copy(&copied) />
            <p class="hint">{tr("持有链接的人都能看到这张工单，请勿公开转发。确认邮件里也有它。", "Whoever has it can read this ticket, so do not post it publicly. It is also in the confirmation e-mail.")}</p>
        </div>
    }
    .into_any()
}

fn copy(text: &str) {
    let clipboard = dom::get(&dom::window().navigator(), "clipboard");
    let write = dom::get(&clipboard, "writeText");
    let Some(write) = write.dyn_ref::<js_sys::Function>() else {
        return select();
    };
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
