//! The rules as they are being changed, until they are saved or given up.

use app::{
    api::{ApiError, Call},
    dom,
    i18n::tr,
    load::Load,
    toast,
};
use leptos::prelude::*;
use shared::{
    id::{CompanyId, RuleId},
    routing::{RoutingBook, RoutingRule, RoutingSettings},
    wire::board::CompanyRef,
};

use crate::unsaved::{Unsaved, about};

/// The draft.
#[derive(Clone, Copy)]
pub struct Draft {
    load: Load<RoutingSettings>,
    pub rules: RwSignal<Vec<RoutingRule>>,
    /// As it is typed.
    pub minutes: RwSignal<String>,
    /// Companies that rules name: those that were there, and those that were chosen since.
    pub companies: RwSignal<Vec<CompanyRef>>,
    unsaved: Unsaved,
}

impl Draft {
    /// Begins with what is saved.
    pub fn new(load: Load<RoutingSettings>) -> Self {
        let draft = Self {
            load,
            rules: RwSignal::new(Vec::new()),
            minutes: RwSignal::new(String::new()),
            companies: RwSignal::new(Vec::new()),
            unsaved: Unsaved::new(),
        };
        draft.reset();
        draft
    }

    /// The document that would be saved; none while the minutes are no number.
    pub fn book(self) -> Option<RoutingBook> {
        let version = self.load.value.with(|saved| saved.as_ref().map(|saved| saved.version))?;
        let unowned_minutes = self.minutes.with(|text| text.trim().parse().ok())?;
        Some(RoutingBook { version, rules: self.rules.get(), unowned_minutes })
    }

    /// A company's name.
    pub fn company(self, id: &CompanyId) -> String {
        self.companies
            .with(|all| all.iter().find(|company| company.id == *id).map_or_else(String::new, |company| company.name.as_str().to_owned()))
    }

    /// Puts a rule in place of the one it was, or at the end.
    pub fn put(self, rule: RoutingRule) {
        self.rules.update(|all| match all.iter_mut().find(|other| other.id == rule.id) {
            Some(own) => *own = rule,
            None => all.push(rule),
        });
    }

    /// Takes a rule out.
    pub fn remove(self, id: &RuleId) {
        self.rules.update(|all| all.retain(|rule| rule.id != *id));
    }

    /// Moves a rule up or down by one, and says where it is now.
    pub fn shift(self, id: &RuleId, down: bool) {
        let mut now = None;
        self.rules.update(|all| {
            let Some(from) = all.iter().position(|rule| rule.id == *id) else { return };
            let to = if down { from + 1 } else { from.wrapping_sub(1) };
            if to < all.len() {
                all.swap(from, to);
                now = Some(to + 1);
            }
        });
        if let Some(place) = now {
            dom::announce(&[tr("现在是第 ", "Now rule "), &place.to_string(), tr(" 条", "")].concat());
        }
    }

    /// Whether it differs from what is saved.
    fn is_changed(self) -> bool {
        self.load.value.with(|saved| {
            let same = |saved: &RoutingSettings| {
                let minutes = self.minutes.with(|text| *text == saved.unowned_minutes.to_string());
                minutes && self.rules.with(|rules| *rules == saved.rules)
            };
            !saved.as_ref().is_some_and(same)
        })
    }

    fn reset(self) {
        self.load.value.with_untracked(|saved| {
            if let Some(saved) = saved {
                self.rules.set(saved.rules.clone());
                self.minutes.set(saved.unowned_minutes.to_string());
                self.companies.set(saved.companies.clone());
            }
        });
    }

    fn save(self) {
        let Some(book) = untrack(|| self.book()) else { return };
        let done = move |saved: RoutingSettings| {
            self.load.value.try_set(Some(saved));
            toast::done(tr("已保存，之后的新工单按这些规则分派", "Saved: new tickets follow these rules"));
        };
        let explain = move |error: ApiError| {
            // The draft stays as it is; it is compared with what somebody else has saved.
            if error.is("record_changed") {
                self.load.reload();
            }
            about(error, "rules", |place| self.rules.with_untracked(|rules| rules.get(place).map(|rule| rule.name.as_str().to_owned())))
        };
        self.unsaved.send(Call::put("/api/v1/routing-rules", &book), done, explain);
    }

    /// The bar that says what is not saved yet.
    pub fn bar(self) -> AnyView {
        self.unsaved.bar(move || self.is_changed(), move || self.reset(), move || self.save())
    }
}
