//! Which news reach the member, and how: two switches a topic, kept at once.

use app::{
    api::Call,
    i18n::{lang, tr},
    load::Load,
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    notify::Way,
    wire::channels::{NoticeSwitch, Notices},
};

/// The panel.
pub fn notices() -> AnyView {
    let load = Load::<Notices>::new(|| "/api/v1/profile/notices".to_owned());
    view! {
        <section class="panel stack" id="notices">
            <h2>{tr("通知", "Notices")}</h2>
            {loaded(load, || skeleton(4), move |notices| table(load, notices))}
            <p class="hint">{tr("P0 超时一定会在站内通知。", "The breach of a P0 is always told in the app.")}</p>
        </section>
    }
    .into_any()
}

fn table(load: Load<Notices>, notices: RwSignal<Option<Notices>>) -> AnyView {
    let rows = live(move || {
        notices
            .with(|notices| notices.iter().flat_map(|notices| notices.topics.iter().map(|topic| row(load, topic))).collect::<Vec<_>>())
            .into_any()
    });
    view! {
        <table class="notice-switches">
            <thead><tr><th>{tr("发生什么", "What happens")}</th><th>{Way::App.label(lang())}</th><th>{Way::Mail.label(lang())}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(load: Load<Notices>, switch: &NoticeSwitch) -> AnyView {
    let boxes: Vec<AnyView> =
        [(Way::App, switch.app), (Way::Mail, switch.mail)].map(|(way, on)| tick(load, switch.clone(), way, on)).into();
    view! { <tr><th scope="row">{switch.topic.label(lang())}</th>{boxes}</tr> }.into_any()
}

fn tick(load: Load<Notices>, switch: NoticeSwitch, way: Way, on: bool) -> AnyView {
    let label = [switch.topic.label(lang()), tr("：", ": "), way.label(lang())].concat();
    let toggle = move |_| {
        let mut changed = switch.clone();
        match way {
            Way::App => changed.app = !on,
            Way::Mail => changed.mail = !on,
        }
        save(load, changed);
    };
    view! { <td><label><input type="checkbox" aria-label=label prop:checked=on on:change=toggle /></label></td> }.into_any()
}

/// Shows the change at once; one that is not kept is taken back.
fn save(load: Load<Notices>, changed: NoticeSwitch) {
    let Some(mut all) = load.value.get_untracked() else { return };
    for switch in &mut all.topics {
        if switch.topic == changed.topic {
            *switch = changed.clone();
        }
    }
    let call = Call::put("/api/v1/profile/notices", &all);
    load.value.set(Some(all));
    app::dom::spawn(async move {
        if let Err(error) = call.text().await {
            toast::failed(error.message);
            load.reload();
        }
    });
}
