//! The files of a ticket or message: pictures as thumbnails, everything else by name and size.

use leptos::prelude::*;
use shared::wire::file::AttachmentView;

use crate::{
    api, i18n,
    ui::{Icon, icon},
};

/// Shows the files; nothing where there are none. Each opens in a tab of its own.
pub fn attachments(files: &[AttachmentView]) -> AnyView {
    if files.is_empty() {
        return ().into_any();
    }
    let items: Vec<AnyView> = files.iter().map(file).collect();
    view! { <div class="attachments">{items}</div> }.into_any()
}

fn file(file: &AttachmentView) -> AnyView {
    // A picture's request carries no header of ours, so the address says whose session it belongs to.
    let href = ["/api/v1/attachments/", file.id.as_str(), "?app=", api::program()].concat();
    let name = file.name.clone();
    let picture = file.is_image();
    let content = if picture {
        view! { <img src=href.clone() alt=name.clone() loading="lazy" decoding="async" width="132" height="99" /> }.into_any()
    } else {
        let size = i18n::bytes(f64::from(file.bytes));
        view! { {icon(Icon::Clip)}<span>{name.clone()}</span><small>{size}</small> }.into_any()
    };
    view! { <a class="attachment" class:picture=picture href=href target="_blank" rel="noopener" title=name>{content}</a> }.into_any()
}
