//! `/desk/settings/deliveries`: what waits to be delivered, what was given up and why, and sending it again.

use app::{
    api::Call,
    dom,
    i18n::{self, lang, tr},
    load::Load,
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    actor::Role,
    wire::channels::{Carrier, DELIVERIES_MAX, Deliveries, DeliveryView},
};

use super::parts::{entries, head, words_of};
use app::desk::context;

/// The page.
pub fn deliveries() -> AnyView {
    let about = tr(
        "没有送达的邮件和群机器人消息。没送出去的会自动重试约半天，之后停在这里，可以重新发送；内容保留 30 天。",
        "Mail and robots' messages that have not arrived. What fails is tried again for about half a day; then it stops here, and can be sent again. It is kept for 30 days.",
    );
    let content = match context::my_role() {
        Role::Admin => {
            let load = Load::<Deliveries>::new(|| "/api/v1/deliveries".to_owned());
            loaded(
                load,
                || skeleton(6),
                move |deliveries| live(move || deliveries.with(|all| all.as_ref().map(|all| page(load, all))).into_any()),
            )
        }
        _ => view! { <p class="muted">{tr("只有管理员可以查看投递。", "Only admins see deliveries.")}</p> }.into_any(),
    };
    view! {
        {head(tr("投递", "Deliveries"), about, None)}
        {content}
    }
    .into_any()
}

fn page(load: Load<Deliveries>, all: &Deliveries) -> AnyView {
    let no_mail = (!all.sends_mail).then(|| {
        let words = tr(
            "这套系统还没有配置发信服务，邮件会一直等待。请运维人员按 README 设置。",
            "This installation sends no mail yet: letters wait. Whoever runs it finds in the README how to set it up.",
        );
        view! { <Banner tone="warn"><p>{words}</p></Banner> }.into_any()
    });
    let (given_up, waiting): (Vec<_>, Vec<_>) = all.deliveries.iter().cloned().partition(|delivery| delivery.next_at.is_none());
    if given_up.is_empty() && waiting.is_empty() {
        let all_arrived = empty(
            tr("全部送达", "Everything has arrived"),
            tr("没有等待或失败的投递。", "Nothing waits, and nothing has failed."),
            ().into_any(),
        );
        return view! { {no_mail} {all_arrived} }.into_any();
    }
    view! {
        <div class="stack">
            {no_mail}
            {part(load, tr("已放弃", "Given up"), given_up)}
            {part(load, tr("等待中", "Waiting"), waiting)}
        </div>
    }
    .into_any()
}

fn part(load: Load<Deliveries>, title: &'static str, all: Vec<DeliveryView>) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    // No more than these are read of each kind.
    let more = if all.len() >= DELIVERIES_MAX as usize { "+" } else { "" };
    let count = [&all.len().to_string(), more].concat();
    let rows = all.into_iter().map(|delivery| row(load, delivery)).collect();
    view! { <section class="stack"><h2>{[title, " · ", &count].concat()}</h2>{entries(rows, "", "")}</section> }.into_any()
}

fn row(load: Load<Deliveries>, delivery: DeliveryView) -> AnyView {
    let symbol = match delivery.carrier {
        Carrier::Mail => Icon::Mail,
        Carrier::Robot => Icon::Robot,
    };
    let state = match delivery.next_at {
        Some(at) if delivery.attempts == 0 && at.0 <= dom::now_ms() => tr("等待发出", "Waiting to be sent").to_owned(),
        Some(at) => [tr("下次发送：", "Next try: "), &i18n::date_time(at.0)].concat(),
        None => [tr("试过 ", "Tried "), &delivery.attempts.to_string(), tr(" 次", " times")].concat(),
    };
    let error = delivery.error.as_deref().map(|error| view! { <p class="field-error" dir="auto">{words_of(error)}</p> }.into_any());
    let again = delivery.next_at.is_none().then(|| {
        let id = delivery.id.clone();
        view! { <Button label=tr("重新发送", "Send again") icon=Icon::Retry on_press=move || send_again(load, &id) /> }.into_any()
    });
    view! {
        <li class="entry">
            {icon(symbol)}
            <div class="entry-text">
                <b dir="auto">{delivery.subject}</b>
                <p class="entry-detail">
                    <span>{delivery.carrier.label(lang())} " → " {delivery.to}</span>
                    <span>{state}</span>
                    {when(delivery.created_at.0)}
                </p>
                {error}
            </div>
            <div class="entry-chips">{again}</div>
        </li>
    }
    .into_any()
}

fn send_again(load: Load<Deliveries>, id: &str) {
    let path = ["/api/v1/deliveries/", id, "/again"].concat();
    dom::spawn(async move {
        match Call::post(path, &()).text().await {
            Ok(_) => toast::done(tr("已重新放入发送队列", "It is on its way again")),
            Err(error) => toast::failed(error.message),
        }
        load.reload();
    });
}
