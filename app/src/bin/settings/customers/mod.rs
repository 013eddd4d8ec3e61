//! `/desk/settings/customers?tab=&q=`: the companies we work for and the people there.

mod companies;
mod contacts;
mod person;

use app::{i18n::tr, router, ui::Tabs};
use leptos::prelude::*;
use shared::{actor::Role, text::Query, wire::people::search_query};

use app::desk::context;

/// The page.
pub fn customers() -> AnyView {
    let works = context::my_role() >= Role::Agent;
    let tabs = Signal::derive(|| {
        vec![("contacts", tr("联系人", "Contacts").to_owned(), None), ("companies", tr("公司", "Companies").to_owned(), None)]
    });
    let on_companies = Memo::new(|_| router::param("tab").as_deref() == Some("companies"));
    let words = RwSignal::new(router::param("q").unwrap_or_default());
    let quiet = StoredValue::new_local(app::dom::Debounce::new());
    Effect::new(move |before: Option<String>| {
        let now = words.get();
        if before.is_some_and(|before| before != now) {
            let typed = now.clone();
            quiet.with_value(|quiet| quiet.run(250, move || router::set_param("q", (!typed.is_empty()).then_some(&typed))));
        }
        now
    });
    let content = move || {
        if on_companies.get() { companies::companies(works, words) } else { contacts::contacts(works, words) }
    };
    view! {
        <Tabs param="tab" label=tr("客户", "Customers") tabs />
        {content}
    }
    .into_any()
}

/// Narrows the list while one types.
fn search(words: RwSignal<String>) -> AnyView {
    let label = tr("按姓名、邮箱或公司查找", "Find by name, e-mail or company");
    view! {
        <input
            class="input settings-search"
            type="search"
            maxlength=Query::CHARS_MAX
            aria-label=label
            placeholder=label
            prop:value=move || words.get()
            on:input=move |event| words.set(event_target_value(&event))
        />
    }
    .into_any()
}

/// The address of a search with the words in the page's address; follows them.
fn searched(path: &str) -> String {
    let words = router::param("q").and_then(|raw| Query::parse(&raw).ok());
    match words {
        Some(words) => [path, "?", &search_query(&words)].concat(),
        None => path.to_owned(),
    }
}
