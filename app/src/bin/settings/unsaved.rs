//! The bar of a page whose changes are saved all at once: it stays in sight while something is not saved, and says why it was
//! refused.

use app::{
    api::{ApiError, Call},
    dom,
    i18n::tr,
    ui::*,
};
use leptos::prelude::*;
use shared::json::FromJson;

/// The bar's state.
#[derive(Clone, Copy)]
pub struct Unsaved {
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
}

impl Unsaved {
    /// Nothing was refused yet.
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), trouble: RwSignal::new(None) }
    }

    /// Sends all of it, once at a time. `explain` puts a refusal into words.
    pub fn send<T: FromJson + 'static>(
        self,
        call: Call,
        done: impl FnOnce(T) + 'static,
        explain: impl FnOnce(ApiError) -> String + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        dom::spawn(async move {
            let outcome = call.send::<T>().await;
            self.busy.try_set(false);
            match outcome {
                Ok(saved) => done(saved),
                Err(error) => {
                    self.trouble.try_set(Some(explain(error)));
                }
            }
        });
    }

    /// The bar.
    pub fn bar(
        self,
        changed: impl Fn() -> bool + Send + Sync + 'static,
        discard: impl Fn() + Copy + Send + 'static,
        save: impl Fn() + Copy + Send + 'static,
    ) -> AnyView {
        let changed = Memo::new(move |_| changed());
        let give_up = move || {
            self.trouble.set(None);
            discard();
        };
        let bar = live(move || {
            changed.get().then(|| {
                view! {
                    <div class="unsaved" role="region" aria-label=tr("未保存的修改", "Unsaved changes")>
                        <p>
                            {tr("有未保存的修改", "There are changes that are not saved")}
                            {move || self.trouble.get().map(|why| view! { <span class="field-error" role="alert">{why}</span> }.into_any())}
                        </p>
                        <Button label=tr("放弃修改", "Discard") on_press=give_up />
                        <Button label=tr("保存", "Save") kind=Kind::Primary busy=self.busy on_press=save />
                    </div>
                }
                .into_any()
            })
        });
        view! { <div class="unsaved-place" role="status">{bar}</div> }.into_any()
    }
}

/// A refusal with the name of what it is about: `policies.2.targets` is the third of `policies`.
pub fn about(error: ApiError, list: &str, name: impl Fn(usize) -> Option<String>) -> String {
    let field = error.field.as_deref().unwrap_or_default();
    let place = field.strip_prefix(list).and_then(|rest| rest.strip_prefix('.')?.split('.').next()?.parse().ok());
    match place.and_then(name) {
        Some(name) => [&name, tr("：", ": "), &error.message].concat(),
        None => error.message,
    }
}
